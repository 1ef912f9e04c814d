import type { ArrayData } from "@allye/arrow-ipc";

const PADDING = 64;

/** Bytes that an array takes in an uncompressed record batch, its children and dictionary included. */
export function arrayBytes({ validity, buffers, children, dictionary }: ArrayData): number {
	let bytes = validity ? validity.byteLength + PADDING : 0;
	for (const buffer of buffers) bytes += buffer.byteLength + PADDING;
	for (const child of children) bytes += arrayBytes(child);
	if (dictionary) bytes += arrayBytes(dictionary);
	return bytes;
}
