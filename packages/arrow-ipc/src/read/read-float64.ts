import type { NumberData } from "../arrow-payload";
import { fixedWidth } from "../byte-width";
import type { DataType } from "../data-type";
import type { NumberKind } from "../kernels";
import type { BatchReader, SomeRows } from "./batch-reader";
import { float16 } from "./float16";
import { convertInt64, integerKind, integers } from "./integers";
import type { Layout } from "./layout";
import type { SpareNumbers } from "./spare-numbers";
import { yieldTurn } from "./turn";

/** Values converted between two looks at the clock. */
const PIECE = 1 << 17;

/** Whether `decode({ as: "float64" })` and `"numbers"` know this type; of all others they reject with TYPE_UNSUPPORTED. */
export function isNumeric(type: DataType): boolean {
	return NUMERIC.has(type.kind);
}

const NUMERIC: ReadonlySet<DataType["kind"]> = new Set([
	"null",
	"bool",
	"int",
	"float",
	"date",
	"time",
	"timestamp",
	"duration",
] as const);

/** What {@link readFloat64} met on its way; of floats, whose missing values are not told from NaN, `nullCount` says nothing. */
export type NumberCounts = Omit<NumberData, "values">;

/**
 * Rows of a numeric column into `out`, missing values NaN, infinite ones too where `finite` asks for it: by one kernel where there is
 * one, else picked out of all, which are decoded into spare memory.
 */
export async function readFloat64(
	reader: BatchReader,
	layout: Layout,
	rows: SomeRows,
	finite: boolean,
	out: Float64Array,
	spare: SpareNumbers,
): Promise<NumberCounts> {
	const { type } = layout.field;
	const kind = numberKind(type);
	if (kind !== null) {
		const loaded = reader.load(layout, 2, rows, (kernels, column) =>
			kernels.loadFloat64(column, kind, { finite }, out),
		);
		if (loaded !== null) {
			const count = await loaded;
			return type.kind === "float"
				? { nullCount: 0, infiniteCount: count }
				: { nullCount: count, infiniteCount: 0 };
		}
	}
	reader.column(layout);
	const { start, end, picked } = rows;
	const missing =
		picked === null
			? await readAll(reader, layout, start, end, out)
			: await pickNumbers(picked, end - start, spare, out, (all) => readAll(reader, layout, start, end, all));
	const infiniteCount = finite && type.kind === "float" ? await dropInfinities(out) : 0;
	return { nullCount: missing, infiniteCount };
}

/** Returns how many of the picked numbers are NaN: of all but floats, how many are missing. */
async function pickNumbers(
	picked: Uint32Array,
	rowCount: number,
	spare: SpareNumbers,
	out: Float64Array,
	read: (all: Float64Array) => Promise<unknown>,
): Promise<number> {
	const memory = spare.take(rowCount);
	await read(memory.subarray(0, rowCount));
	let missing = 0;
	await inPieces(picked.length, (from, to) => {
		for (let i = from; i < to; i++) {
			out[i] = memory[picked[i]!]!;
			if (Number.isNaN(out[i])) missing++;
		}
	});
	spare.giveBack(memory);
	return missing;
}

async function dropInfinities(values: Float64Array): Promise<number> {
	let count = 0;
	await inPieces(values.length, (from, to) => {
		for (let i = from; i < to; i++) {
			if (Math.abs(values[i]!) !== Number.POSITIVE_INFINITY) continue;
			values[i] = Number.NaN;
			count++;
		}
	});
	return count;
}

/**
 * Eight-byte values are read straight into `out` and converted where they lie.
 *
 * @returns how many are missing
 */
async function readAll(
	reader: BatchReader,
	layout: Layout,
	start: number,
	end: number,
	out: Float64Array,
): Promise<number> {
	const { type } = layout.field;
	if (type.kind === "null") {
		out.fill(Number.NaN);
		return out.length;
	}
	const kernels = reader.call.kernelsFor(out.length);
	const kind = numberKind(type);
	if (kernels !== null && kind !== null) {
		const [{ validity, nullCount }, values] = await Promise.all([
			reader.validity(layout, start, end),
			readStored(),
		]);
		if (kind === "float64" && validity === null) return 0;
		const convert = () => kernels.toFloat64(kind, values, validity, out);
		await reader.call.run(reader.place(layout), out.byteLength, convert);
		return nullCount;
	}
	const [{ validity, nullCount }] = await Promise.all([reader.validity(layout, start, end), readValues()]);
	if (validity !== null) await inPieces(out.length, (from, to) => blank(validity, out, from, to));
	return nullCount;

	/** The values as they are stored, those of eight bytes where the result will be. */
	function readStored(): Promise<Uint8Array> {
		if (type.kind === "bool") return reader.bits(layout, 1, start, end);
		const width = fixedWidth(type);
		const into = width === 8 ? new Uint8Array(out.buffer, out.byteOffset, out.byteLength) : undefined;
		return reader.values(layout, 1, start, end, width, into);
	}

	async function readValues(): Promise<void> {
		if (type.kind === "bool") {
			const bits = await reader.bits(layout, 1, start, end);
			return inPieces(out.length, (from, to) => {
				for (let i = from; i < to; i++) out[i] = (bits[i >> 3]! >> (i & 7)) & 1;
			});
		}
		const width = fixedWidth(type);
		if (width === 8) {
			const bytes = new Uint8Array(out.buffer, out.byteOffset, out.byteLength);
			await reader.values(layout, 1, start, end, width, bytes);
			if (type.kind === "float") return;
			const signed = type.kind !== "int" || type.signed;
			return inPieces(out.length, (from, to) => convertInt64(bytes, signed, out, from, to));
		}
		const bytes = await reader.values(layout, 1, start, end, width);
		if (type.kind === "float" && type.bitWidth === 16) {
			const halves = new Uint16Array(bytes.buffer, bytes.byteOffset, out.length);
			return inPieces(out.length, (from, to) => {
				for (let i = from; i < to; i++) out[i] = float16(halves[i]!);
			});
		}
		const values =
			type.kind === "float"
				? new Float32Array(bytes.buffer, bytes.byteOffset, out.length)
				: integers(bytes, type.kind === "int" ? type : { kind: "int", bitWidth: 32, signed: true });
		return inPieces(out.length, (from, to) => out.set(values.subarray(from, to), from));
	}
}

/** How a kernel calls a numeric type; null for what it does not know. */
export function numberKind(type: DataType): NumberKind | null {
	if (!isNumeric(type)) return null;
	switch (type.kind) {
		case "null":
			return null;
		case "bool":
			return "bool";
		case "int":
			return integerKind(type);
		case "float":
			return type.bitWidth === 16 ? null : `float${type.bitWidth}`;
		default:
			return fixedWidth(type) === 8 ? "int64" : "int32";
	}
}

async function inPieces(length: number, work: (from: number, to: number) => void): Promise<void> {
	for (let from = 0; from < length; from += PIECE) {
		work(from, Math.min(length, from + PIECE));
		await yieldTurn();
	}
}

/** NaN where the row is missing. */
function blank(validity: Uint8Array, out: Float64Array, from: number, to: number): void {
	for (let i = from; i < to; i++) {
		if (validity[i >> 3] === 0xff) i |= 7;
		else if (((validity[i >> 3]! >> (i & 7)) & 1) === 0) out[i] = Number.NaN;
	}
}
