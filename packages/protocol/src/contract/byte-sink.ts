/** Takes the bytes of one payload, in order. */
export interface ByteSink {
	/**
	 * Appends `bytes`; the caller must not change them before the promise settles.
	 *
	 * @throws NO_SPACE, PERMISSION, SHM_TOO_LARGE
	 */
	write(bytes: Uint8Array): Promise<void>;
	/** Appends several pieces, one behind the other, in one go. Absent where {@link write} for each does as well. */
	writeAll?(pieces: readonly Uint8Array[]): Promise<void>;
	/**
	 * Leaves room for `length` bytes, as if they had been appended. The function that it returns is called once, with as many bytes, before the
	 * payload is completed: a record batch's metadata, for example, are known when its body has been written. Absent where bytes can only be
	 * appended.
	 *
	 * @throws as {@link write}, when the room is filled
	 */
	reserve?(length: number): (bytes: Uint8Array) => Promise<void>;
}
