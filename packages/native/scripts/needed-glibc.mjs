/**
 * The newest version of glibc that a library for Linux names: 2.28 is 228. 0 where it names none, as for musl.
 *
 * @param {Buffer} bytes of the library; a version's name stands in it as text
 */
export function neededGlibc(bytes) {
	const names = bytes.toString("latin1").matchAll(/GLIBC_(\d+)\.(\d+)/g);
	return Math.max(0, ...[...names].map(([, major, minor]) => 100 * Number(major) + Number(minor)));
}
