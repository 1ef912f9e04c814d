import type {
	ArrayData,
	ArrowColumn,
	ArrowPayload,
	DecodeOptions,
	NumberData,
	RowRange,
} from "@allye/arrow-ipc";
import { payloadOfArrow } from "../payload-of-arrow";
import { batchPieces } from "./batch-pieces";
import { takeArray, takenField } from "./take-array";

/** What {@link loadOrangeTable} maps: a payload, or rows picked out of one. */
export type ArrowColumns = Pick<ArrowPayload, "schema" | "rowCount" | "columns"> & {
	/** The payload that the rows were picked from. */
	readonly pickedFrom?: ArrowPayload;
	/** Rows of a column that one step of decoding has in memory, where that is not {@link rowCount}. */
	readonly rowsAtOnce?: number;
};

/** Rows decoded at once. A record batch is not cut unless it is larger: the beginning of a compressed one would be decoded for each part. */
const PIECE_ROWS = 1 << 20;
/** Rows decoded ahead, in pieces all of which is picked. */
const ROWS_AHEAD = 1 << 17;
/** Whoever needs this share of a compressed record batch takes it whole, which is decoded more quickly. */
const WHOLE_SHARE = 0.75;
/** Uncompressed rows need not be read to reach those behind them; it pays where that leaves out this many. */
const GAP_ROWS = 1 << 16;

/** Picked rows that are decoded together. */
interface Piece {
	readonly range: RowRange;
	/** Counted from the range's start. */
	readonly rows: Uint32Array;
	/** Where they stand among all picked rows. */
	readonly at: number;
}

/**
 * The rows of a payload at these indices as columns that are read when they are asked for: piece by piece, of which just those rows are
 * kept. So a sample of 100,000 rows of 10,000,000 takes the memory of the sample and of a few record batches of a few columns.
 *
 * @param rows ascending, all of them rows of the payload
 */
export function pickRows(payload: ArrowPayload, rows: Float64Array): ArrowColumns {
	const pieces = piecesOf(payload, rows);
	return {
		schema: payload.schema,
		rowCount: rows.length,
		pickedFrom: payload,
		rowsAtOnce: longestOf(pieces),
		columns: payload.columns.map((column) => new PickedColumn(column, pieces, rows.length)),
	};
}

function piecesOf({ batchRows, compression }: ArrowPayload, rows: Float64Array): Piece[] {
	const gap = compression === null ? GAP_ROWS : Number.POSITIVE_INFINITY;
	const pieces: Piece[] = [];
	let next = 0;
	for (const { start, end } of batchPieces(batchRows, PIECE_ROWS)) {
		while (next < rows.length && rows[next]! < end) {
			const at = next;
			do next++;
			while (next < rows.length && rows[next]! < end && rows[next]! - rows[next - 1]! < gap);
			const span = { start: rows[at]!, end: rows[next - 1]! + 1 };
			const isMost = compression !== null && span.end - span.start > WHOLE_SHARE * (end - start);
			const range = isMost ? { start, end } : span;
			const inRange = Uint32Array.from(rows.subarray(at, next), (row) => row - range.start);
			pieces.push({ range, rows: inRange, at });
		}
	}
	return pieces;
}

const longestOf = (pieces: readonly Piece[]) =>
	pieces.reduce((most, { range }) => Math.max(most, range.end - range.start), 0);

/** All rows of the range are picked. */
const isWhole = ({ range, rows }: Piece) => rows.length === range.end - range.start;

type AnyOptions = DecodeOptions & {
	as: "float64" | "numbers" | "codes" | "utf8" | "arrow";
	into?: Float64Array;
	finite?: boolean;
};

class PickedColumn implements ArrowColumn {
	readonly field;
	#gathered: Promise<ArrowColumn> | null = null;

	constructor(
		private readonly column: ArrowColumn,
		private readonly pieces: readonly Piece[],
		private readonly rowCount: number,
	) {
		this.field = column.field;
	}

	decode: ArrowColumn["decode"] = (async (options: AnyOptions) => {
		const { rows = { start: 0, end: this.rowCount } } = options;
		const { type } = this.field;
		const areAll = rows.start === 0 && rows.end >= this.rowCount;
		// Doubles need no conversion; of all others only the rows picked are converted.
		if (areAll && type.kind === "float" && type.bitWidth === 64) {
			if (options.as === "float64") return this.#float64(options);
			if (options.as === "numbers") return numbersOf(await this.#float64(options), options.finite ?? false);
		}
		const column = await this.#gather(options);
		const { onProgress: _, ...rest } = options;
		return (column.decode as (options: unknown) => Promise<unknown>).call(column, rest);
	}) as ArrowColumn["decode"];

	async #float64(options: DecodeOptions & { into?: Float64Array }): Promise<Float64Array> {
		const { into = new Float64Array(this.rowCount), signal, onProgress } = options;
		// One piece is decoded while another is picked from.
		const longest = longestOf(this.pieces.filter((piece) => !isWhole(piece)));
		const scratch = [new Float64Array(longest), new Float64Array(longest)];
		const read = (piece: Piece, report: DecodeOptions["onProgress"]) => {
			const { range, at } = piece;
			const length = range.end - range.start;
			const free = isWhole(piece)
				? into.subarray(at, at + length)
				: scratch.reverse()[0]!.subarray(0, length);
			return this.column.decode({ as: "float64", rows: range, into: free, signal, onProgress: report });
		};
		for await (const [piece, values] of this.#each(read, onProgress)) {
			const { rows, at } = piece;
			if (!isWhole(piece)) for (let i = 0; i < rows.length; i++) into[at + i] = values[rows[i]!]!;
		}
		return into;
	}

	/** The picked rows, in memory as Arrow has them: made once, for a text may be asked for as codes and then as text. */
	#gather({ signal, onProgress }: DecodeOptions): Promise<ArrowColumn> {
		this.#gathered ??= this.#take(signal, onProgress).catch((error) => {
			this.#gathered = null;
			throw error;
		});
		return this.#gathered;
	}

	async #take(
		signal: AbortSignal | undefined,
		onProgress: DecodeOptions["onProgress"],
	): Promise<ArrowColumn> {
		const taken: ArrayData[] = [];
		const read = ({ range }: Piece, report: DecodeOptions["onProgress"]) =>
			this.column.decode({ as: "arrow", rows: range, signal, onProgress: report });
		const field = takenField(this.field);
		for await (const [piece, arrays] of this.#each(read, onProgress)) {
			const asItIs = isWhole(piece) && field.type === this.field.type && field.children.length === 0;
			taken.push(...(asItIs ? arrays : takeEach(arrays, piece.rows)));
		}
		const schema = { fields: [field], metadata: new Map<string, string>() };
		const batches = taken.map((array) => ({ length: array.length, columns: [array] }));
		return (await payloadOfArrow(schema, batches)).columns[0]!;
	}

	/** Decodes the pieces in order, the next while one is being picked from; of short ones more, so that they go out in one call. */
	async *#each<T>(
		read: (piece: Piece, report: DecodeOptions["onProgress"]) => Promise<T>,
		onProgress: DecodeOptions["onProgress"],
	): AsyncGenerator<[Piece, T], void, undefined> {
		let bytes = 0;
		const start = (piece: Piece) => {
			let before = 0;
			const result = read(
				piece,
				onProgress &&
					((done) => {
						bytes += done.bytes - before;
						before = done.bytes;
						onProgress({ rows: piece.at, bytes });
					}),
			);
			// Awaited later; its failure may come first.
			result.catch(() => {});
			return { piece, result };
		};
		const areWhole = this.pieces.every(isWhole);
		const ahead = areWhole ? Math.max(1, Math.floor(ROWS_AHEAD / Math.max(1, longestOf(this.pieces)))) : 1;
		const started: ReturnType<typeof start>[] = [];
		for (let next = 0; next < this.pieces.length || started.length > 0; ) {
			while (next < this.pieces.length && started.length <= ahead) started.push(start(this.pieces[next++]!));
			const { piece, result } = started.shift()!;
			yield [piece, await result];
			onProgress?.({ rows: piece.at + piece.rows.length, bytes });
		}
	}
}

function numbersOf(values: Float64Array, finite: boolean): NumberData {
	let infiniteCount = 0;
	for (let i = 0; finite && i < values.length; i++) {
		if (Math.abs(values[i]!) !== Number.POSITIVE_INFINITY) continue;
		values[i] = Number.NaN;
		infiniteCount++;
	}
	return { values, nullCount: 0, infiniteCount };
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
		if (next > from)
			taken.push(
				takeArray(
					array,
					rows.subarray(from, next).map((row) => row - base),
				),
			);
		first += array.length;
	}
	return taken;
}
