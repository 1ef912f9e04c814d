/** Takes the bytes of one payload, in order. */
export interface ByteSink {
	/**
	 * Appends `bytes`; the caller must not change them before the promise settles.
	 *
	 * @throws NO_SPACE, PERMISSION, SHM_TOO_LARGE
	 */
	write(bytes: Uint8Array): Promise<void>;
}
