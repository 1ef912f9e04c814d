/** Orders texts by code points, as Python sorts them; JavaScript's own order is by UTF-16 units. */
export function compareCodePoints(a: string, b: string): number {
	const length = Math.min(a.length, b.length);
	for (let i = 0; i < length; i++) {
		const x = a.charCodeAt(i);
		const y = b.charCodeAt(i);
		if (x !== y) return isSurrogate(x) === isSurrogate(y) ? x - y : isSurrogate(x) ? 1 : -1;
	}
	return a.length - b.length;
}

/** Surrogates stand for code points past every unit that is none. */
const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;
