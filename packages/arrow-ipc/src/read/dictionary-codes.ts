import type { ArrayData } from "../array-data";
import type { CodedColumn, Recode } from "../arrow-payload";
import { type ArrowValue, arrowValue } from "../arrow-value";
import type { DictionaryType } from "../data-type";
import type { BatchReader, SomeRows } from "./batch-reader";
import { bitAt } from "./bits";
import type { BatchRows, DecodeJob } from "./decode-job";
import type { DictionaryEntry } from "./directory";
import { DistinctText } from "./distinct-text";
import { inOrder } from "./in-order";
import { type Integers, integerKind, integers } from "./integers";
import type { Layout } from "./layout";
import type { Place } from "./place";
import { isText, textAt } from "./read-text";
import { countLost, LOST, recodedAs } from "./recode";
import { takeBits, takeFixed } from "./take-buffers";
import { yieldTurn } from "./turn";

const PIECE = 1 << 17;

/** Dictionary batches read at once. */
const AT_ONCE = 4;

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

	constructor(
		private readonly type: DictionaryType,
		private readonly layout: Layout,
		private readonly place: Place,
	) {
		this.raw = isText(type.values) ? null : [];
	}

	/** Fills `codes`. The values are the column's, whether or not there are rows. */
	async read(
		job: DecodeJob,
		codes: Int32Array,
		recode: Recode | undefined,
	): Promise<Omit<CodedColumn, "codes">> {
		await this.numberAll(job);
		const values = await this.distinct.strings(this.place);
		const recoded = recode?.(values, this.raw, null) ?? null;
		if (recoded !== null) for (const ofEntry of this.codesOfEntry.values()) replace(ofEntry, recoded);
		const translate = (reader: BatchReader, rows: BatchRows) =>
			this.translate(reader, rows, codes.subarray(rows.at, rows.at + rows.count));
		const lostCount = (await job.run(translate)).reduce((sum, lost) => sum + lost, 0);
		return { lostCount, values, raw: this.raw };
	}

	/** Numbers the values of all dictionaries, in the batches' order, since new values get the next code. */
	private async numberAll(job: DecodeJob): Promise<void> {
		const { located } = job;
		const batches = located.length > 0 ? located : job.payload.directory.batches.slice(0, 1);
		const entries = new Map<number, BatchReader>();
		for (const located of batches) {
			const reader = job.reader(located);
			reader.column(this.layout);
			for (const { order } of this.entries(reader)) if (!entries.has(order)) entries.set(order, reader);
		}
		const read = async ([order, reader]: [number, BatchReader]) => {
			const entry = this.entries(reader).find((each) => each.order === order)!;
			return { order, piece: await reader.dictionaries.piece(this.type.id, entry) };
		};
		for await (const { order, piece } of inOrder(entries, AT_ONCE, read)) {
			this.codesOfEntry.set(
				order,
				this.raw === null ? this.numberText(piece) : this.numberValues(piece, this.raw),
			);
			job.call.throwIfAborted();
		}
	}

	private entries(reader: BatchReader): readonly DictionaryEntry[] {
		return reader.dictionaries.entries(this.type.id, reader.located.dictionariesSeen);
	}

	/** Turns indices of one batch into codes; returns how many are lost. */
	private async translate(reader: BatchReader, rows: SomeRows, codes: Int32Array): Promise<number> {
		const { call } = reader;
		const { layout } = this;
		const type = this.type.indices;
		const codeOf = this.mapping(reader);
		const loaded = reader.load(layout, 2, rows, (kernels, column) =>
			kernels.loadCodes(column, integerKind(type), codeOf, codes),
		);
		if (loaded !== null) return loaded;
		const { start, end, picked } = rows;
		const [all, allIndices] = await Promise.all([
			reader.validity(layout, start, end),
			reader.values(layout, 1, start, end, type.bitWidth / 8),
		]);
		const validity = picked === null ? all.validity : all.validity && takeBits(all.validity, picked);
		const indices = picked === null ? allIndices : takeFixed(allIndices, type.bitWidth / 8, picked);
		const kernels = call.kernelsFor(codes.length);
		const run = () => kernels!.translate(integerKind(type), indices, validity, codeOf, codes);
		const bad =
			kernels === null
				? await translate(integers(indices, type), validity, codeOf, codes)
				: await call.run(reader.place(layout), indices.length, run);
		if (bad >= 0) {
			const index = integers(indices, type)[bad];
			const what = `has the index ${index} into a dictionary of ${codeOf.length} values`;
			throw reader.place(layout).corrupt(`row ${bad} of those read ${what}`);
		}
		return codeOf.includes(LOST) ? countLost(codes) : 0;
	}

	/** The code of each index of the batch's dictionary; -1 for a null entry. */
	private mapping(reader: BatchReader): Int32Array {
		const parts = this.entries(reader).map(({ order }) => this.codesOfEntry.get(order)!);
		if (parts.length === 1) return parts[0]!;
		const codes = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
		let at = 0;
		for (const part of parts) {
			codes.set(part, at);
			at += part.length;
		}
		return codes;
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

/** Changes codes of values to those that `recoded` gives them. */
function replace(codes: Int32Array, recoded: Int32Array): void {
	for (let i = 0; i < codes.length; i++) if (codes[i]! >= 0) codes[i] = recodedAs(recoded, codes[i]!);
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
