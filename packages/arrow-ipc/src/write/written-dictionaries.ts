import { AllyeError } from "@allye/protocol/contract";
import type { ArrayData } from "../array-data";
import type { Field } from "../data-type";
import { canSliceValues, sameValues, sliceValues } from "./compare-values";

/** A dictionary batch that has to be written before the next record batch. */
export interface PendingDictionary {
	readonly id: number;
	/** The values are appended to those the dictionary has; otherwise they are all of it. */
	readonly isDelta: boolean;
	readonly values: ArrayData;
}

/**
 * Which values a reader of the payload so far has for each dictionary.
 *
 * | the next batch's dictionary, compared with those | written before the batch |
 * | --- | --- |
 * | is the first of its id | all of it |
 * | is the same, or a beginning of it | nothing |
 * | begins with it and goes on | the rest, as a delta |
 * | is another | stream: all of it; a file cannot hold that |
 *
 * Source: https://arrow.apache.org/docs/format/Columnar.html#dictionary-messages
 */
export class WrittenDictionaries {
	readonly #format: "file" | "stream";
	#values = new Map<number, ArrayData>();

	constructor(format: "file" | "stream") {
		this.#format = format;
	}

	/**
	 * The dictionary batches that `columns` need, inner ones first; they count as written from now on.
	 *
	 * @throws INVALID_ARGUMENT where a file would need a second dictionary; nothing counts as written then
	 */
	next(fields: readonly Field[], columns: readonly ArrayData[]): PendingDictionary[] {
		const pending: PendingDictionary[] = [];
		const values = new Map(this.#values);
		this.#visitAll(fields, columns, values, pending);
		this.#values = values;
		return pending;
	}

	#visitAll(
		fields: readonly Field[],
		arrays: readonly ArrayData[],
		values: Map<number, ArrayData>,
		pending: PendingDictionary[],
	): void {
		for (const [i, field] of fields.entries()) {
			const array = arrays[i];
			if (field.type.kind !== "dictionary") {
				this.#visitAll(field.children, array.children, values, pending);
				continue;
			}
			const dictionary = array.dictionary!;
			this.#visitAll(field.children, dictionary.children, values, pending);
			const next = this.#pending(field, field.type.id, values.get(field.type.id), dictionary);
			if (next === null) continue;
			pending.push(next);
			values.set(next.id, dictionary);
		}
	}

	#pending(
		field: Field,
		id: number,
		known: ArrayData | undefined,
		next: ArrayData,
	): PendingDictionary | null {
		if (known === undefined) return { id, isDelta: false, values: next };
		if (next.length <= known.length && sameValues(next, known, next.length)) return null;
		if (next.length > known.length && canSliceValues(next) && sameValues(known, next, known.length)) {
			return { id, isDelta: true, values: sliceValues(next, known.length) };
		}
		if (this.#format === "stream") return { id, isDelta: false, values: next };
		throw new AllyeError(
			"INVALID_ARGUMENT",
			`The dictionary of column ${JSON.stringify(field.name)} differs from that of an earlier batch: an Arrow file holds ` +
				"one dictionary a column, to which batches can only append. Give all batches one dictionary, or write a stream.",
		);
	}
}
