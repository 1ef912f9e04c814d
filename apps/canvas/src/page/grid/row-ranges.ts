/** Row numbers as `[start, end)`, ascending, neither overlapping nor touching: the form of a RowPick. */
export type RowRanges = readonly (readonly [start: number, end: number])[];

export function countRows(ranges: RowRanges): number {
	let count = 0;
	for (const [start, end] of ranges) count += end - start;
	return count;
}

export function hasRow(ranges: RowRanges, row: number): boolean {
	let low = 0;
	let high = ranges.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((ranges[middle] as readonly [number, number])[1] <= row) low = middle + 1;
		else high = middle;
	}
	const found = ranges[low];
	return found !== undefined && found[0] <= row;
}

export function addRows(ranges: RowRanges, start: number, end: number): RowRanges {
	if (start >= end) return ranges;
	const before = ranges.filter((range) => range[1] < start);
	const after = ranges.filter((range) => range[0] > end);
	const touched = ranges.slice(before.length, ranges.length - after.length);
	const from = Math.min(start, touched[0]?.[0] ?? start);
	const to = Math.max(end, touched.at(-1)?.[1] ?? end);
	return [...before, [from, to], ...after];
}

export function removeRows(ranges: RowRanges, start: number, end: number): RowRanges {
	if (start >= end) return ranges;
	return ranges.flatMap(([from, to]): [number, number][] => {
		if (to <= start || from >= end) return [[from, to]];
		const left: [number, number][] = from < start ? [[from, start]] : [];
		return to > end ? [...left, [end, to]] : left;
	});
}

/** Of row numbers in any order; the same one may come twice. */
export function rangesOf(rows: ArrayLike<number>): RowRanges {
	const ranges: [number, number][] = [];
	for (const row of Float64Array.from(rows).sort()) {
		const last = ranges.at(-1);
		if (last !== undefined && row <= last[1]) last[1] = Math.max(last[1], row + 1);
		else ranges.push([row, row + 1]);
	}
	return ranges;
}
