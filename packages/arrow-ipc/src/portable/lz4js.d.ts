declare module "lz4js" {
	/** Decodes the block `src[sIndex ..][.. sLength]` to `dst[dIndex ..]`, and returns where it ends. Checks nothing. */
	function decompressBlock(
		src: Uint8Array,
		dst: Uint8Array,
		sIndex: number,
		sLength: number,
		dIndex: number,
	): number;
	export default { decompressBlock };
}

declare module "lz4js/xxh32.js" {
	/** XXH32 of `src[index ..][.. length]`. */
	function hash(seed: number, src: Uint8Array, index: number, length: number): number;
	export default { hash };
}
