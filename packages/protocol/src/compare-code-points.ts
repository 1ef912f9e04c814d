/**
 * Orders texts by code points, as Python's sorted() does. JavaScript's own order is by UTF-16 units, which puts an emoji before
 * U+E000 to U+FFFF.
 */
export function compareCodePoints(a: string, b: string): number {
	const length = Math.min(a.length, b.length);
	for (let i = 0; i < length; i++) {
		const x = a.charCodeAt(i);
		const y = b.charCodeAt(i);
		if (x !== y) return rank(a, i, x) - rank(b, i, y);
	}
	return a.length - b.length;
}

/** The unit's place among code points: halves of a pair after all others, a lone surrogate where it stands. */
function rank(text: string, index: number, unit: number): number {
	if (unit < 0xd800 || unit > 0xdfff) return unit;
	const paired = unit < 0xdc00 ? isLow(text.charCodeAt(index + 1)) : isHigh(text.charCodeAt(index - 1));
	return paired ? unit + 0x10000 : unit;
}

const isHigh = (unit: number) => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number) => unit >= 0xdc00 && unit < 0xe000;
