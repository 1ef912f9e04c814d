import type { ArrayData } from "../array-data";
import { type ArrowValue, arrowValue } from "../arrow-value";
import type { DictionaryType } from "../data-type";
import type { BatchReader } from "./batch-reader";
import { bitAt } from "./bits";
import type { DictionaryEntry } from "./directory";
import { DistinctText } from "./distinct-text";
import { type Integers, integers } from "./integers";
import type { Layout } from "./layout";
import type { Place } from "./place";
import { isText, textAt } from "./read-text";
import { yieldTurn } from "./turn";

const PIECE = 1 << 17;

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

	async encode(
		reader: BatchReader,
		layout: Layout,
		start: number,
		end: number,
		codes: Int32Array,
	): Promise<void> {
		const { type } = this;
		reader.column(layout);
		const [{ validity }, bytes, codeOf] = await Promise.all([
			reader.validity(layout, start, end),
			reader.values(layout, 1, start, end, type.indices.bitWidth / 8),
			this.mapping(reader),
		]);
		const indices = integers(bytes, type.indices);
		for (let from = 0; from < codes.length; from += PIECE) {
			const to = Math.min(codes.length, from + PIECE);
			const bad = translate(indices, validity, codeOf, codes, from, to);
			if (bad >= 0) {
				const what = `has the index ${indices[bad]} into a dictionary of ${codeOf.length} values`;
				throw reader.place(layout).corrupt(`row ${start + bad} ${what}`);
			}
			await yieldTurn();
		}
	}

	async values(place: Place): Promise<{ values: string[]; raw: readonly ArrowValue[] | null }> {
		return { values: await this.distinct.strings(place), raw: this.raw };
	}

	/** The code of each index of the batch's dictionary; -1 for a null entry. */
	private async mapping(reader: BatchReader): Promise<Int32Array> {
		const { id } = this.type;
		const parts: Int32Array[] = [];
		for (const entry of reader.dictionaries.entries(id, reader.located.dictionariesSeen)) {
			parts.push(this.codesOfEntry.get(entry.order) ?? (await this.number(reader, entry)));
		}
		if (parts.length === 1) return parts[0]!;
		const codes = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
		let at = 0;
		for (const part of parts) {
			codes.set(part, at);
			at += part.length;
		}
		return codes;
	}

	private async number(reader: BatchReader, entry: DictionaryEntry): Promise<Int32Array> {
		const array = await reader.dictionaries.piece(this.type.id, entry);
		// Another batch may have been here meanwhile.
		const known = this.codesOfEntry.get(entry.order);
		if (known !== undefined) return known;
		const codes = this.raw === null ? this.numberText(array) : this.numberValues(array, this.raw);
		this.codesOfEntry.set(entry.order, codes);
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

/** Returns the first row whose index is outside, or -1. */
function translate(
	indices: Integers,
	validity: Uint8Array | null,
	codeOf: Int32Array,
	codes: Int32Array,
	from: number,
	to: number,
): number {
	for (let row = from; row < to; row++) {
		if (validity !== null && !bitAt(validity, row)) codes[row] = -1;
		else {
			const index = indices[row]!;
			if (index < 0 || index >= codeOf.length) return row;
			codes[row] = codeOf[index]!;
		}
	}
	return -1;
}

const encoder = new TextEncoder();
