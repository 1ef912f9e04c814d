import type { ArrayData } from "../array-data";
import { type ArrowValue, arrowValue } from "../arrow-value";
import type { DictionaryType } from "../data-type";
import type { BatchReader } from "./batch-reader";
import { bitAt } from "./bits";
import type { DecodeCall } from "./decode-call";
import type { DictionaryEntry } from "./directory";
import { DistinctText } from "./distinct-text";
import { type Integers, integerKind, integers } from "./integers";
import type { Layout } from "./layout";
import type { Place } from "./place";
import { isText, textAt } from "./read-text";
import { yieldTurn } from "./turn";

const PIECE = 1 << 17;

/** Indices of one batch, and the dictionary batches they point into: decoded, or numbered already. */
export interface IndexedRows {
	readonly validity: Uint8Array | null;
	readonly indices: Uint8Array;
	readonly entries: readonly DictionaryEntry[];
	readonly pieces: readonly (ArrayData | Int32Array)[];
	readonly call: DecodeCall;
	readonly place: Place;
}

/**
 * Turns the indices of each batch into codes of one list of distinct values, whichever dictionary the batch has: the first
 * dictionary in its order, later ones' new values appended. Values that a dictionary holds twice become one; its null
 * entries become missing.
 */
export class DictionaryCodes {
	private readonly distinct = new DistinctText();
	private readonly raw: ArrowValue[] | null;
	/** Code of each entry of the dictionary batch with that order number. */
	private readonly codesOfEntry = new Map<number, Int32Array>();

	constructor(private readonly type: DictionaryType) {
		this.raw = isText(type.values) ? null : [];
	}

	/** Reads the rows of one batch; batches may be read at once. */
	async read(reader: BatchReader, layout: Layout, start: number, end: number): Promise<IndexedRows> {
		const { id, indices } = this.type;
		reader.column(layout);
		const entries = reader.dictionaries.entries(id, reader.located.dictionariesSeen);
		const [{ validity }, bytes, pieces] = await Promise.all([
			reader.validity(layout, start, end),
			reader.values(layout, 1, start, end, indices.bitWidth / 8),
			Promise.all(
				entries.map((entry) => this.codesOfEntry.get(entry.order) ?? reader.dictionaries.piece(id, entry)),
			),
		]);
		const { call } = reader;
		return { validity, indices: bytes, entries, pieces, call, place: reader.place(layout) };
	}

	/** Turns the indices of one batch into codes; in the batches' order, since new values get the next code. */
	async encode(rows: IndexedRows, codes: Int32Array): Promise<void> {
		const codeOf = this.mapping(rows);
		const type = this.type.indices;
		const { call, indices, validity, place } = rows;
		const kernels = call.kernelsFor(codes.length);
		const run = () => kernels!.translate(integerKind(type), indices, validity, codeOf, codes);
		const bad =
			kernels === null
				? await translate(integers(indices, type), validity, codeOf, codes)
				: await call.run(place, indices.length, run);
		if (bad < 0) return;
		const index = integers(indices, type)[bad];
		const what = `has the index ${index} into a dictionary of ${codeOf.length} values`;
		throw place.corrupt(`row ${bad} of those read ${what}`);
	}

	async values(place: Place): Promise<{ values: string[]; raw: readonly ArrowValue[] | null }> {
		return { values: await this.distinct.strings(place), raw: this.raw };
	}

	/** The code of each index of the batch's dictionary; -1 for a null entry. */
	private mapping({ entries, pieces }: IndexedRows): Int32Array {
		const parts = entries.map(({ order }, i) => {
			const piece = pieces[i]!;
			const codes =
				this.codesOfEntry.get(order) ?? (piece instanceof Int32Array ? piece : this.number(piece));
			this.codesOfEntry.set(order, codes);
			return codes;
		});
		if (parts.length === 1) return parts[0]!;
		const codes = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
		let at = 0;
		for (const part of parts) {
			codes.set(part, at);
			at += part.length;
		}
		return codes;
	}

	private number(piece: ArrayData): Int32Array {
		return this.raw === null ? this.numberText(piece) : this.numberValues(piece, this.raw);
	}

	private numberText(array: ArrayData): Int32Array {
		const valueAt = textAt(array);
		return Int32Array.from({ length: array.length }, (_, row) => {
			const value = valueAt(row);
			return value === null ? -1 : this.distinct.add(value);
		});
	}

	private numberValues(array: ArrayData, raw: ArrowValue[]): Int32Array {
		return Int32Array.from({ length: array.length }, (_, row) => {
			const value = arrowValue(array, row);
			if (value === null) return -1;
			const code = this.distinct.add(encoder.encode(String(value)));
			if (code === raw.length) raw.push(value);
			return code;
		});
	}
}

/** Returns the first row whose index is outside, or -1. */
async function translate(
	indices: Integers,
	validity: Uint8Array | null,
	codeOf: Int32Array,
	codes: Int32Array,
): Promise<number> {
	for (let from = 0; from < codes.length; from += PIECE) {
		const to = Math.min(codes.length, from + PIECE);
		for (let row = from; row < to; row++) {
			if (validity !== null && !bitAt(validity, row)) codes[row] = -1;
			else {
				const index = indices[row]!;
				if (index < 0 || index >= codeOf.length) return row;
				codes[row] = codeOf[index]!;
			}
		}
		await yieldTurn();
	}
	return -1;
}

const encoder = new TextEncoder();
