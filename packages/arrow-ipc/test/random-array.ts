import fc, { type GeneratorValue } from "fast-check";
import type { ArrayData, BatchData, DataType, Field, IntType, Schema } from "../src";

const noMetadata = new Map<string, string>();
export const fieldOf = (name: string, type: DataType, options: Partial<Field> = {}): Field => ({
	name,
	type,
	nullable: true,
	children: [],
	metadata: noMetadata,
	...options,
});

const int = (bitWidth: 8 | 16 | 32 | 64, signed: boolean): IntType => ({ kind: "int", bitWidth, signed });
const INTS = [8, 16, 32, 64].flatMap((bits) => [true, false].map((signed) => int(bits as 8, signed)));
const UNITS = ["s", "ms", "us", "ns"] as const;

/** One of every flat type that pyarrow has, some with several parameters. */
export const FLAT_TYPES: DataType[] = [
	{ kind: "null" },
	{ kind: "bool" },
	{ kind: "utf8" },
	{ kind: "large_utf8" },
	{ kind: "binary" },
	{ kind: "large_binary" },
	...INTS,
	...([16, 32, 64] as const).map((bitWidth) => ({ kind: "float", bitWidth }) as const),
	{ kind: "decimal", bitWidth: 32, precision: 9, scale: 2 },
	{ kind: "decimal", bitWidth: 64, precision: 18, scale: 0 },
	{ kind: "decimal", bitWidth: 128, precision: 38, scale: 10 },
	{ kind: "decimal", bitWidth: 256, precision: 76, scale: -3 },
	{ kind: "date", unit: "day" },
	{ kind: "date", unit: "ms" },
	{ kind: "time", unit: "s", bitWidth: 32 },
	{ kind: "time", unit: "ms", bitWidth: 32 },
	{ kind: "time", unit: "us", bitWidth: 64 },
	{ kind: "time", unit: "ns", bitWidth: 64 },
	...UNITS.map((unit) => ({ kind: "timestamp", unit, timezone: null }) as const),
	{ kind: "timestamp", unit: "ns", timezone: "Asia/Tokyo" },
	...UNITS.map((unit) => ({ kind: "duration", unit }) as const),
	{ kind: "interval", unit: "month_day_nano" },
	{ kind: "fixed_size_binary", byteWidth: 3 },
	...INTS.map(
		(indices, i) =>
			({ kind: "dictionary", id: 0, indices, ordered: i % 2 === 0, values: { kind: "utf8" } }) as const,
	),
	{ kind: "dictionary", id: 0, indices: int(8, true), ordered: false, values: { kind: "large_utf8" } },
	{ kind: "dictionary", id: 0, indices: int(16, true), ordered: true, values: int(64, true) },
	{ kind: "dictionary", id: 0, indices: int(32, true), ordered: true, values: { kind: "bool" } },
];

/** Types that have children, around the given ones. */
export function nestedFields(name: string, first: DataType, second: DataType): Field[] {
	const a = fieldOf("a", first);
	const b = fieldOf("b", second);
	const key = fieldOf("key", { kind: "utf8" }, { nullable: false });
	const entries = fieldOf(
		"entries",
		{ kind: "struct" },
		{ nullable: false, children: [key, { ...b, name: "value" }] },
	);
	return [
		fieldOf(name, { kind: "list" }, { children: [a] }),
		fieldOf(name, { kind: "large_list" }, { children: [a] }),
		fieldOf(name, { kind: "fixed_size_list", listSize: 3 }, { children: [a] }),
		fieldOf(name, { kind: "struct" }, { children: [a, b] }),
		fieldOf(name, { kind: "map", keysSorted: false }, { children: [entries] }),
		fieldOf(name, { kind: "union", mode: "sparse", typeIds: [0, 1] }, { children: [a, b] }),
		fieldOf(name, { kind: "union", mode: "dense", typeIds: [5, 9] }, { children: [a, b] }),
		fieldOf(name, { kind: "list" }, { children: [fieldOf("s", { kind: "struct" }, { children: [a, b] })] }),
	];
}

/** A schema of up to four columns of any type, with metadata. */
export function randomSchema(g: GeneratorValue): Schema {
	const type = () => g(fc.constantFrom<DataType[]>, ...FLAT_TYPES);
	const field = (i: number): Field => {
		const name = `${i} ${g(fc.string, { unit: "grapheme", maxLength: 5 })}`;
		if (g(fc.nat, { max: 2 }) > 0) return fieldOf(name, type(), { metadata: randomMetadata(g) });
		return g(fc.constantFrom<Field[]>, ...nestedFields(name, type(), type()));
	};
	const columns = g(fc.nat, { max: 4 });
	return { fields: Array.from({ length: columns }, (_, i) => field(i)), metadata: randomMetadata(g) };
}

const randomMetadata = (g: GeneratorValue) =>
	new Map(
		Object.entries(g(fc.dictionary<string>, fc.string(), fc.string({ unit: "grapheme" }), { maxKeys: 2 })),
	);

/** A batch of `schema`. Dictionaries are taken from `dictionaries`, and put there, so that batches can share them. */
export function randomBatch(
	g: GeneratorValue,
	schema: Schema,
	dictionaries: Map<Field, ArrayData> = new Map(),
): BatchData {
	const length = g(fc.nat, { max: 20 });
	return { length, columns: schema.fields.map((field) => randomArray(g, field, length, dictionaries)) };
}

/** An array of `field`: any values, any nulls, any bytes under the nulls. */
export function randomArray(
	g: GeneratorValue,
	field: Field,
	length: number,
	dictionaries: Map<Field, ArrayData> = new Map(),
): ArrayData {
	const { type } = field;
	const array = (buffers: Uint8Array[], children: ArrayData[] = [], dictionary: ArrayData | null = null) => ({
		...randomNulls(g, field, length),
		field,
		length,
		buffers,
		children,
		dictionary,
	});
	const child = (i: number, rows: number) => randomArray(g, field.children[i], rows, dictionaries);
	const bytes = (size: number) => g(fc.uint8Array, { minLength: size, maxLength: size });
	switch (type.kind) {
		case "null":
			return { ...array([]), nullCount: length, validity: null };
		case "bool":
			return array([bytes(Math.ceil(length / 8))]);
		case "utf8":
		case "large_utf8": {
			const unit = fc.constantFrom("a", "é", "日", "🍣", "\0");
			const rows = g(fc.array<string>, fc.string({ unit, maxLength: 6 }), sized(length + 1));
			return array(
				packed(
					type.kind === "large_utf8",
					rows.map((text) => new TextEncoder().encode(text)),
				),
			);
		}
		case "binary":
		case "large_binary":
			return array(
				packed(
					type.kind === "large_binary",
					g(fc.array<Uint8Array>, fc.uint8Array({ maxLength: 5 }), sized(length + 1)),
				),
			);
		case "list":
		case "large_list":
		case "map": {
			const lengths = g(fc.array<number>, fc.nat({ max: 3 }), sized(length));
			const buffer = offsets(type.kind === "large_list", lengths, 0);
			return array(
				[buffer],
				[
					child(
						0,
						lengths.reduce((sum, n) => sum + n, 0),
					),
				],
			);
		}
		case "fixed_size_list":
			return array([], [child(0, length * type.listSize)]);
		case "struct":
			return array(
				[],
				field.children.map((_, i) => child(i, length)),
			);
		case "union": {
			const picks = g(fc.array<number>, fc.nat({ max: type.typeIds.length - 1 }), sized(length));
			const counts = type.typeIds.map(() => 0);
			const rows = picks.map((pick) => counts[pick]++);
			const ids = viewed(Int8Array.from(picks, (pick) => type.typeIds[pick]));
			const buffers = type.mode === "dense" ? [ids, viewed(Int32Array.from(rows))] : [ids];
			return array(
				buffers,
				counts.map((count, i) => child(i, type.mode === "dense" ? count : length)),
			);
		}
		case "dictionary": {
			let values = dictionaries.get(field);
			if (values === undefined) {
				const count = g(fc.integer, { min: 1, max: 9 });
				values = randomArray(g, { ...field, type: type.values, metadata: noMetadata }, count);
				dictionaries.set(field, values);
			}
			const picks = g(fc.array<number>, fc.nat({ max: values.length - 1 }), sized(length));
			return array([numbers(type.indices.bitWidth / 8, picks.map(BigInt))], [], values);
		}
		default:
			return array([randomFixed(g, type, length)]);
	}
}

const sized = (length: number) => ({ minLength: length, maxLength: length });
const viewed = (array: ArrayBufferView) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

function randomNulls(g: GeneratorValue, field: Field, length: number) {
	if (!field.nullable || field.type.kind === "union" || g(fc.boolean))
		return { validity: null, nullCount: 0 };
	const rows = g(fc.array<boolean>, fc.boolean(), sized(length));
	const validity = new Uint8Array(Math.ceil(length / 8));
	for (const [i, present] of rows.entries()) if (present) validity[i >> 3] |= 1 << (i & 7);
	return { validity, nullCount: rows.filter((present) => !present).length };
}

/** Rows 1 and on, so that the offsets do not begin at 0. */
function packed(large: boolean, rows: Uint8Array[]): Uint8Array[] {
	const [before, ...kept] = rows;
	const lengths = kept.map((row) => row.length);
	return [offsets(large, lengths, before.length), new Uint8Array(Buffer.concat(rows))];
}

function offsets(large: boolean, lengths: number[], start: number): Uint8Array {
	const ends = [BigInt(start)];
	for (const length of lengths) ends.push(ends[ends.length - 1] + BigInt(length));
	return numbers(large ? 8 : 4, ends);
}

/** Little-endian two's complement numbers of `width` bytes each. */
export function numbers(width: number, values: bigint[]): Uint8Array {
	const bytes = new Uint8Array(width * values.length);
	for (const [row, value] of values.entries()) {
		for (let i = 0; i < width; i++) bytes[row * width + i] = Number((value >> BigInt(8 * i)) & 255n);
	}
	return bytes;
}

const TICKS = { s: 1n, ms: 1000n, us: 1_000_000n, ns: 1_000_000_000n };

/** Values that pyarrow's full validation takes: decimals within their precision, times within a day, dates of whole days. */
function randomFixed(g: GeneratorValue, type: DataType, length: number): Uint8Array {
	const bigints = (min: bigint, max: bigint) => g(fc.array<bigint>, fc.bigInt({ min, max }), sized(length));
	if (type.kind === "decimal") {
		const limit = 10n ** BigInt(type.precision) - 1n;
		return numbers(type.bitWidth / 8, bigints(-limit, limit));
	}
	if (type.kind === "time") return numbers(type.bitWidth / 8, bigints(0n, 86_400n * TICKS[type.unit] - 1n));
	if (type.kind === "date" && type.unit === "ms") {
		return numbers(
			8,
			bigints(-100_000n, 100_000n).map((day) => day * 86_400_000n),
		);
	}
	let width = 8;
	if ("bitWidth" in type) width = type.bitWidth / 8;
	else if (type.kind === "fixed_size_binary") width = type.byteWidth;
	else if (type.kind === "date") width = 4;
	else if (type.kind === "interval") width = { year_month: 4, day_time: 8, month_day_nano: 16 }[type.unit];
	return g(fc.uint8Array, sized(length * width));
}
