import { AllyeError } from "@allye/protocol/contract";

const MAX_BYTES = 2 ** 31 - 1;

/**
 * Strings one after the other as UTF-8, null as nothing.
 *
 * @throws INVALID_ARGUMENT beyond 2 GiB, where int32 offsets end
 */
export function packUtf8(
	name: string,
	strings: readonly (string | null)[],
): { offsets: Int32Array; bytes: Uint8Array } {
	const encoder = new TextEncoder();
	const offsets = new Int32Array(strings.length + 1);
	// UTF-8 takes at most three bytes a UTF-16 unit. Mostly one is enough; where it is not, the memory grows.
	const units = strings.reduce((sum, text) => sum + (text?.length ?? 0), 0);
	let bytes = new Uint8Array(Math.min(units + 16, MAX_BYTES));
	let end = 0;
	for (let row = 0; row < strings.length; row++) {
		const text = strings[row];
		if (text !== null && text.length > 0) {
			if (end + text.length * 3 > bytes.length) bytes = withRoom(bytes, end, text.length * 3);
			const { read, written } = encoder.encodeInto(text, bytes.subarray(end));
			if (read < text.length) {
				throw new AllyeError(
					"INVALID_ARGUMENT",
					`The text of column ${JSON.stringify(name)} exceeds 2 GiB at row ${row}. Write it in more, smaller batches.`,
				);
			}
			end += written;
		}
		offsets[row + 1] = end;
	}
	return { offsets, bytes: bytes.subarray(0, end) };
}

function withRoom(bytes: Uint8Array, used: number, more: number): Uint8Array<ArrayBuffer> {
	const larger = new Uint8Array(Math.min(Math.max(used + more, used * 1.5), MAX_BYTES));
	larger.set(bytes.subarray(0, used));
	return larger;
}
