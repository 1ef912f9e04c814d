import {
	type ArrayData,
	type ArrowColumn,
	type CodedColumn,
	type DecodeOptions,
	isNumeric,
	type NumberData,
	type Recode,
} from "@allye/arrow-ipc";
import { Pacer } from "../from-arrow/pacer";
import { recodeEach } from "../from-arrow/recode-each";
import { payloadOfArrow } from "../payload-of-arrow";
import type { Piece } from "./pick-rows";
import type { SpareNumbers } from "./spare-numbers";
import { takeArray, takenField } from "./take-array";

type Options = DecodeOptions & {
	as: "float64" | "numbers" | "codes" | "utf8" | "arrow";
	into?: Float64Array;
	finite?: boolean;
	recode?: Recode;
};
type OnProgress = DecodeOptions["onProgress"];

/** Which rows of a column, and memory to decode more than them. */
export interface PickedRows {
	readonly pieces: readonly Piece[];
	readonly rowCount: number;
	/** As long as the longest piece. */
	readonly spare: SpareNumbers;
}

/** Rows of a column as a column of its own, which is decoded piece by piece. */
export class PickedColumn implements ArrowColumn {
	readonly field;
	#gathered: Promise<ArrowColumn> | null = null;

	constructor(
		private readonly column: ArrowColumn,
		private readonly picked: PickedRows,
	) {
		this.field = column.field;
	}

	decode: ArrowColumn["decode"] = (async (options: Options) => {
		const direct = this.#isAll(options) ? await this.#direct(options) : null;
		if (direct !== null) return direct;
		const column = await this.#gather(options);
		const { onProgress: _, ...rest } = options;
		return (column.decode as (options: unknown) => Promise<unknown>).call(column, rest);
	}) as ArrowColumn["decode"];

	#isAll({ rows }: Options): boolean {
		return rows === undefined || ("start" in rows && rows.start === 0 && rows.end >= this.picked.rowCount);
	}

	/** What is fixed in size is picked as it is decoded; null for all else. */
	async #direct(options: Options): Promise<Float64Array | NumberData | CodedColumn | null> {
		const { type } = this.field;
		const { as, finite = false } = options;
		if (as === "float64" && isNumeric(type)) return this.#numbers(options);
		if (as === "numbers" && isNumeric(type))
			return counted(await this.#numbers(options), type.kind === "float", finite);
		if (as === "codes" && type.kind === "dictionary") return this.#codes(options);
		return null;
	}

	async #numbers({ into, signal, onProgress }: Options): Promise<Float64Array> {
		const { rowCount, spare } = this.picked;
		const numbers = into ?? new Float64Array(rowCount);
		const read = ({ range }: Piece, report: OnProgress) => {
			const part = spare.take().subarray(0, range.end - range.start);
			return this.column.decode({ as: "float64", rows: range, into: part, signal, onProgress: report });
		};
		for await (const [{ rows, at }, part] of this.#each(read, onProgress)) {
			for (let i = 0; i < rows.length; i++) numbers[at + i] = part[rows[i]!]!;
			spare.giveBack(new Float64Array(part.buffer));
		}
		return numbers;
	}

	/** Null where a dictionary is not the beginning of the next piece's: a stream may replace one. */
	async #codes({ recode, signal, onProgress }: Options): Promise<CodedColumn | null> {
		const codes = new Int32Array(this.picked.rowCount);
		let last: CodedColumn | null = null;
		const read = ({ range }: Piece, report: OnProgress) =>
			this.column.decode({ as: "codes", rows: range, signal, onProgress: report });
		for await (const [{ rows, at }, coded] of this.#each(read, onProgress)) {
			if (coded === null || (last !== null && !isBeginning(last, coded))) return null;
			last = coded;
			for (let i = 0; i < rows.length; i++) codes[at + i] = coded.codes[rows[i]!]!;
		}
		if (last === null) return null;
		const { values, raw } = last;
		const recoded = recode?.(values, raw, null) ?? null;
		return { ...(await recodeEach(codes, recoded, new Pacer(signal, "Picking rows"))), values, raw };
	}

	/** The picked rows, in memory as Arrow has them: made once, for a text may be asked for as codes and then as text. */
	#gather({ signal, onProgress }: DecodeOptions): Promise<ArrowColumn> {
		this.#gathered ??= this.#take(signal, onProgress).catch((error) => {
			this.#gathered = null;
			throw error;
		});
		return this.#gathered;
	}

	async #take(signal: AbortSignal | undefined, onProgress: OnProgress): Promise<ArrowColumn> {
		const taken: ArrayData[] = [];
		const read = ({ range }: Piece, report: OnProgress) =>
			this.column.decode({ as: "arrow", rows: range, signal, onProgress: report });
		for await (const [piece, arrays] of this.#each(read, onProgress))
			taken.push(...takeEach(arrays, piece.rows));
		const schema = { fields: [takenField(this.field)], metadata: new Map<string, string>() };
		const batches = taken.map((array) => ({ length: array.length, columns: [array] }));
		return (await payloadOfArrow(schema, batches)).columns[0]!;
	}

	/** Decodes the pieces in order, the next while one is being picked from. */
	async *#each<T>(
		read: (piece: Piece, report: OnProgress) => Promise<T>,
		onProgress: OnProgress,
	): AsyncGenerator<[Piece, T], void, undefined> {
		let bytes = 0;
		const start = (piece: Piece | undefined) => {
			if (piece === undefined) return undefined;
			let before = 0;
			const report = (done: { bytes: number }) => {
				bytes += done.bytes - before;
				before = done.bytes;
				onProgress?.({ rows: piece.at, bytes });
			};
			const result = read(piece, onProgress && report);
			// Awaited later; its failure may come first.
			result.catch(() => {});
			return result;
		};
		const { pieces } = this.picked;
		let next = start(pieces[0]);
		for (const [i, piece] of pieces.entries()) {
			const result = next!;
			next = start(pieces[i + 1]);
			yield [piece, await result];
			onProgress?.({ rows: piece.at + piece.rows.length, bytes });
		}
	}
}

function counted(values: Float64Array, isFloat: boolean, finite: boolean): NumberData {
	let nullCount = 0;
	let infiniteCount = 0;
	for (let i = 0; i < values.length; i++) {
		const value = values[i]!;
		if (Number.isFinite(value)) continue;
		if (Number.isNaN(value)) nullCount++;
		else if (finite) {
			values[i] = Number.NaN;
			infiniteCount++;
		}
	}
	return { values, nullCount: isFloat ? 0 : nullCount, infiniteCount };
}

/** Whether the one's codes mean the same as the other's. */
function isBeginning(one: CodedColumn, other: CodedColumn): boolean {
	const begins = <T>(a: readonly T[], b: readonly T[]) => a.every((value, i) => Object.is(value, b[i]));
	if (one.values.length > other.values.length) return false;
	return begins(one.values, other.values) && (one.raw === null || begins(one.raw, other.raw ?? []));
}

/** Rows, ascending, of arrays one after another. */
function takeEach(arrays: readonly ArrayData[], rows: Uint32Array): ArrayData[] {
	const taken: ArrayData[] = [];
	let first = 0;
	let next = 0;
	for (const array of arrays) {
		const from = next;
		while (next < rows.length && rows[next]! < first + array.length) next++;
		const base = first;
		if (next > from) {
			const within = rows.subarray(from, next).map((row) => row - base);
			taken.push(takeArray(array, within));
		}
		first += array.length;
	}
	return taken;
}
