import {
	type ArrowColumn,
	codesOfText,
	type DecodeOptions,
	type PickedRows,
	type Recode,
	type RowRange,
	takenField,
	type Utf8Chunk,
} from "@allye/arrow-ipc";
import { payloadOfArrow } from "../payload-of-arrow";

type Options = DecodeOptions & {
	as: "float64" | "numbers" | "codes" | "utf8" | "arrow";
	maxDistinct?: number;
	recode?: Recode;
};

type Decode = (options: Options) => Promise<unknown>;

/** Rows of a column, one behind the other, as a column of its own. */
export class PickedColumn implements ArrowColumn {
	readonly field;
	readonly decodesInPlace;
	#text: Promise<Utf8Chunk[]> | null = null;
	#unrun: Promise<ArrowColumn> | null = null;

	/** @param pieces in order */
	constructor(
		private readonly column: ArrowColumn,
		private readonly pieces: readonly (RowRange | PickedRows)[],
		private readonly rowCount: number,
	) {
		this.field = column.field;
		this.decodesInPlace = column.decodesInPlace;
	}

	decode: ArrowColumn["decode"] = (async (options: Options) => {
		const { as, rows, maxDistinct = Number.POSITIVE_INFINITY, recode } = options;
		const isAll = rows === undefined || ("start" in rows && rows.start === 0 && rows.end >= this.rowCount);
		const isText = TEXT.has(this.field.type.kind);
		if (isAll && isText && as === "utf8") return this.#allText(options);
		if (isAll && isText && as === "codes")
			return codesOfText(await this.#allText(options), { maxDistinct, recode });
		// Rows out of runs are no runs: they are read as what these encode.
		if (this.field.type.kind === "run_end_encoded") {
			const column = await this.#withoutRuns(options);
			return (column.decode as Decode)({ ...options, onProgress: undefined });
		}
		const wanted = isAll ? this.pieces : piecesWithin(this.pieces, rows);
		return (this.column.decode as Decode)({ ...options, rows: wanted });
	}) as ArrowColumn["decode"];

	#withoutRuns({ signal, onProgress }: DecodeOptions): Promise<ArrowColumn> {
		const gather = async () => {
			const arrays = await this.column.decode({ as: "arrow", rows: this.pieces, signal, onProgress });
			const schema = { fields: [takenField(this.field)], metadata: new Map<string, string>() };
			const batches = arrays.map((array) => ({ length: array.length, columns: [array] }));
			return (await payloadOfArrow(schema, batches)).columns[0]!;
		};
		this.#unrun ??= gather().catch((error) => {
			this.#unrun = null;
			throw error;
		});
		return this.#unrun;
	}

	/** Decoded once: what is asked for as codes may be asked for as text when it has too many values. */
	#allText({ signal, onProgress }: DecodeOptions): Promise<Utf8Chunk[]> {
		this.#text ??= this.column
			.decode({ as: "utf8", rows: this.pieces, signal, onProgress })
			.catch((error) => {
				this.#text = null;
				throw error;
			});
		return this.#text;
	}
}

const TEXT: ReadonlySet<string> = new Set(["utf8", "large_utf8", "utf8_view"]);

/** Rows of the pieces put together, as pieces of what they are pieces of. */
function piecesWithin(
	pieces: readonly (RowRange | PickedRows)[],
	rows: NonNullable<DecodeOptions["rows"]>,
): readonly (RowRange | PickedRows)[] {
	const wanted = "start" in rows ? [rows] : rows;
	return wanted.flatMap((range) => {
		let at = 0;
		return pieces.flatMap((piece) => {
			const first = at;
			at += "picked" in piece ? piece.picked.length : piece.end - piece.start;
			const [from, to] = [Math.max(range.start, first) - first, Math.min(range.end, at) - first];
			if (from >= to) return [];
			if (!("picked" in piece || "picked" in range))
				return [{ start: piece.start + from, end: piece.start + to }];
			const all = "picked" in piece ? piece.picked : Uint32Array.from({ length: to }, (_, i) => i);
			if (!("picked" in range)) return [{ ...piece, picked: all.subarray(from, to) }];
			const within = range.picked.map((row) => range.start + row - first);
			return [{ ...piece, picked: within.filter((row) => row >= from && row < to).map((row) => all[row]!) }];
		});
	});
}
