/** A buffer as a compressed body has it: how long it claims to be when decoded, then what is stored. */
export function compressedBuffer(claim: number, ...frames: Uint8Array[]): Uint8Array {
	return new Uint8Array(Buffer.concat([new Uint8Array(BigInt64Array.of(BigInt(claim)).buffer), ...frames]));
}
