import type { FileHandle } from "node:fs/promises";

/** Up to `length` bytes at `offset`, in `memory` where it is large enough; fewer only where the file ends. */
export async function readFully(
	file: FileHandle,
	offset: number,
	length: number,
	memory?: Buffer,
): Promise<Buffer> {
	const buffer = memory && memory.length >= length ? memory : Buffer.allocUnsafe(length);
	let filled = 0;
	while (filled < length) {
		const { bytesRead } = await file.read(buffer, filled, length - filled, offset + filled);
		if (bytesRead === 0) break;
		filled += bytesRead;
	}
	return buffer.subarray(0, filled);
}
