import { constants } from "node:buffer";
import type { Binding } from "./binding";

/** Below, zeroing costs next to nothing. */
const LARGE = 64 * 1024;

/** The addon's large pages; in less memory there is none. */
const LARGE_PAGE = 2 * 1024 * 1024;

/** Memory that is not zeroed where it is large, for what is going to be filled as a whole. */
export function allocate(binding: Binding, bytes: number): ArrayBuffer {
	if (bytes < LARGE || bytes > constants.MAX_LENGTH) return new ArrayBuffer(bytes);
	const { buffer } = Buffer.allocUnsafeSlow(bytes);
	if (bytes >= LARGE_PAGE) binding.useLargePages(new Uint8Array(buffer));
	return buffer as ArrayBuffer;
}
