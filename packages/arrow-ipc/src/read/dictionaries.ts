import type { ArrayData } from "../array-data";
import { BatchReader } from "./batch-reader";
import type { DecodeCall } from "./decode-call";
import type { DictionaryEntry } from "./directory";
import { joinArrays } from "./join-arrays";
import { readColumn } from "./read-array";

/** Versions of one dictionary that are kept: as many as batches are read at once. A stream may replace it in each batch. */
const KEPT = 4;

/** By dictionary id, then by the number of the dictionary batch. */
type Kept = Map<number, Map<number, Promise<ArrayData>>>;

/** The dictionaries that a decode call has needed. */
export class Dictionaries {
	private readonly pieces: Kept = new Map();
	private readonly joined: Kept = new Map();

	constructor(private readonly call: DecodeCall) {}

	/**
	 * The dictionary batches that make up dictionary `id` for a batch that may see the first `seen` of the payload: the latest
	 * that is not an addition, and the additions behind it. None where no such batch came: then every value must be null.
	 */
	entries(id: number, seen: number): readonly DictionaryEntry[] {
		const all = this.call.directory.dictionaries.get(id) ?? [];
		let end = 0;
		for (let high = all.length; end < high; ) {
			const middle = (end + high) >> 1;
			if (all[middle]!.order < seen) end = middle + 1;
			else high = middle;
		}
		let start = Math.max(0, end - 1);
		while (all[start]?.isDelta) start -= 1;
		return all.slice(start, end);
	}

	/** The values of one dictionary batch. */
	piece(id: number, entry: DictionaryEntry): Promise<ArrayData> {
		return remember(this.pieces, id, entry.order, async () => {
			const layout = this.call.directory.dictionaryLayouts.get(id)!.columns[0]!;
			return readColumn(new BatchReader(this.call, this, entry), layout, 0, entry.batch.length);
		});
	}

	/** All values of dictionary `id` as {@link entries} finds it. */
	values(id: number, seen: number): Promise<ArrayData> {
		const entries = this.entries(id, seen);
		return remember(this.joined, id, entries.at(-1)?.order ?? -1, async () => {
			const layout = this.call.directory.dictionaryLayouts.get(id)!.columns[0]!;
			// What an earlier batch saw is joined already; joining it anew for each addition would be quadratic.
			const known = entries.findLastIndex((entry) => this.joined.get(id)?.has(entry.order) ?? false);
			const before = this.joined.get(id)?.get(entries[known]?.order ?? -1);
			const pieces: ArrayData[] = known >= 0 && before ? [await before] : [];
			for (const entry of entries.slice(known + 1)) pieces.push(await this.piece(id, entry));
			return joinArrays(layout.field, pieces, this.call);
		});
	}
}

function remember(all: Kept, id: number, order: number, make: () => Promise<ArrayData>): Promise<ArrayData> {
	const kept = all.get(id) ?? new Map<number, Promise<ArrayData>>();
	all.set(id, kept);
	const known = kept.get(order);
	if (known !== undefined) return known;
	const made = make();
	kept.set(order, made);
	if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
	return made;
}
