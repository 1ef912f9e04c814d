import { nativeError } from "./native-error";

/**
 * Refuses memory that could shrink while another thread uses it: an array over a resizable ArrayBuffer.
 *
 * @throws EINVAL
 */
export function requireFixedMemory(array: ArrayBufferView, name: string): void {
	const { resizable } = array.buffer as ArrayBufferLike & { resizable?: boolean };
	if (resizable) throw nativeError("EINVAL", "its ArrayBuffer must not be resizable", `argument ${name}`);
}
