import type { VariableInfo } from "../../contract";

export const NARROWEST = 56;
export const WIDEST = 800;

/** Where columns are: pixels from the left edge of the first. */
export class ColumnLayout {
	readonly lefts: Float64Array;

	constructor(readonly widths: readonly number[]) {
		this.lefts = new Float64Array(widths.length + 1);
		for (const [i, width] of widths.entries()) this.lefts[i + 1] = (this.lefts[i] as number) + width;
	}

	get width(): number {
		return this.lefts.at(-1) ?? 0;
	}

	left(column: number): number {
		return this.lefts[column] ?? 0;
	}

	/** The column that covers the pixel; the nearest one outside. */
	at(x: number): number {
		let low = 0;
		let high = this.widths.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if ((this.lefts[middle] as number) <= x) low = middle;
			else high = middle - 1;
		}
		return low;
	}

	/** `[first, end)` of the columns that are seen, and one more on each side. */
	visible(left: number, width: number): [first: number, end: number] {
		if (this.widths.length === 0) return [0, 0];
		return [Math.max(0, this.at(left) - 1), Math.min(this.widths.length, this.at(left + width) + 2)];
	}
}

/** Room for the name with its icon, and for what values of that kind usually need. */
export function firstWidth({ name, kind, haveTime, timezone }: VariableInfo): number {
	const forTime = haveTime === false ? 104 : timezone === undefined ? 184 : 232;
	const forValues = { continuous: 88, discrete: 96, time: forTime, string: 176 }[kind];
	let letters = 0;
	for (const letter of name) letters += (letter.codePointAt(0) ?? 0) > 0x2e80 ? 14 : 7.5;
	return Math.round(Math.min(260, Math.max(forValues, letters + 52)));
}
