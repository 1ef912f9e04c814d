import type { IntType } from "../data-type";
import type { BatchReader } from "./batch-reader";
import { integers, putIntegers } from "./integers";
import type { Layout } from "./layout";
import { type Contents, readArray } from "./read-array";

/**
 * Run-end encoding: children "run ends" (where each run stops, rising) and "values" (one a run). A range keeps the runs that
 * touch it, their ends counted from its start.
 * Source: https://arrow.apache.org/docs/format/Columnar.html#run-end-encoded-layout
 */
export async function readRunEnds(
	reader: BatchReader,
	layout: Layout,
	start: number,
	end: number,
): Promise<Contents> {
	const [runEnds, values] = layout.children as [Layout, Layout];
	const place = reader.place(layout);
	const node = reader.batch.node(runEnds);
	if (node.nullCount > 0) throw place.corrupt("a run end is missing");
	const type = runEnds.field.type as IntType;
	const bytes = await reader.values(runEnds, 1, 0, node.length, type.bitWidth / 8);
	const ends = integers(bytes, type);
	let before = 0;
	let first = ends.length;
	let last = 0;
	for (let run = 0; run < ends.length; run++) {
		const runEnd = ends[run]!;
		if (runEnd <= before) throw place.corrupt("its run ends do not rise");
		if (runEnd > start && before < end) {
			first = Math.min(first, run);
			last = run + 1;
			ends[run] = Math.min(runEnd, end) - start;
		}
		before = runEnd;
	}
	if (before < reader.batch.node(layout).length) throw place.corrupt("its runs stop before its rows do");
	if (start === end) first = last;
	putIntegers(ends, bytes, type);
	const width = type.bitWidth / 8;
	const ranged = {
		field: runEnds.field,
		length: last - first,
		nullCount: 0,
		validity: null,
		buffers: [bytes.slice(first * width, last * width)],
		children: [],
		dictionary: null,
	};
	return { children: [ranged, await readArray(reader, values, first, last)] };
}
