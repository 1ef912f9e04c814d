import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type FileMapping, loadNative } from "@allye/native";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import {
	type ArrayData,
	type ArrowColumn,
	type Codecs,
	type Compression,
	codesOfText,
	type DataType,
	type DecodeOptions,
	type IntType,
	openArrow,
} from "../src";
import { ArraySource } from "./array-source";
import { written } from "./memory-sink";
import { nativeCodecs } from "./native-codecs";
import { fieldOf } from "./random-array";

/** Enough that the kernels are asked. */
const ROWS = 20_000;

const inJavaScript: Codecs = { decompress: nativeCodecs.decompress };

/** The same arbitrary bytes every time. */
function noise(length: number, seed = 1): Uint8Array {
	let state = seed;
	return Uint8Array.from({ length }, () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state >>> 24;
	});
}

function column(
	name: string,
	type: DataType,
	buffers: Uint8Array[],
	dictionary: ArrayData | null = null,
): ArrayData {
	const validity = noise(ROWS / 8, name.length);
	const nullCount =
		ROWS - validity.reduce((sum, byte) => sum + byte.toString(2).replaceAll("0", "").length, 0);
	return { field: fieldOf(name, type), length: ROWS, nullCount, validity, buffers, children: [], dictionary };
}

function texts(large: boolean, textOf: (row: number) => string): Uint8Array[] {
	const rows = Array.from({ length: ROWS }, (_, row) => Buffer.from(textOf(row)));
	const ends = [0];
	for (const { length } of rows) ends.push(ends.at(-1)! + length);
	const offsets = large ? BigInt64Array.from(ends, BigInt) : Int32Array.from(ends);
	return [new Uint8Array(offsets.buffer), new Uint8Array(Buffer.concat(rows))];
}

const integerTypes = ([8, 16, 32, 64] as const).flatMap((bitWidth) =>
	[true, false].map((signed): IntType => ({ kind: "int", bitWidth, signed })),
);
const dictionary: ArrayData = {
	field: fieldOf("values", { kind: "utf8" }),
	length: 3,
	nullCount: 0,
	validity: null,
	buffers: [new Uint8Array(Int32Array.of(0, 1, 3, 6).buffer), Buffer.from("a\u00e9\u65e5")],
	children: [],
	dictionary: null,
};
const indexed = (indices: IntType): DataType => ({
	kind: "dictionary",
	id: 0,
	indices,
	values: { kind: "utf8" },
	ordered: false,
});
const narrow: IntType = { kind: "int", bitWidth: 8, signed: true };

const columns: ArrayData[] = [
	...integerTypes.map((type) =>
		column(`${type.signed}${type.bitWidth}`, type, [noise((ROWS * type.bitWidth) / 8)]),
	),
	column("float32", { kind: "float", bitWidth: 32 }, [noise(ROWS * 4)]),
	column("float64", { kind: "float", bitWidth: 64 }, [noise(ROWS * 8)]),
	column("bool", { kind: "bool" }, [noise(ROWS / 8)]),
	column("date", { kind: "date", unit: "day" }, [noise(ROWS * 4)]),
	column("time", { kind: "timestamp", unit: "ns", timezone: null }, [noise(ROWS * 8)]),
	column(
		"utf8",
		{ kind: "utf8" },
		texts(false, (row) => `t\u00e9xt ${(row * 7) % 501}`),
	),
	column(
		"large_utf8",
		{ kind: "large_utf8" },
		texts(true, (row) => `\u65e5${(row * row) % 977}`),
	),
	column("dictionary", indexed(narrow), [noise(ROWS).map((byte) => byte % 3)], dictionary),
];

const bytesOf = (arrays: ArrayData[], compression: Compression | null = "zstd") => {
	const schema = { fields: arrays.map(({ field }) => field), metadata: new Map<string, string>() };
	const options = { schema, format: "file", compression, codecs: nativeCodecs } as const;
	return written(
		[1, 2].map(() => ({ length: ROWS, columns: arrays })),
		options,
	);
};

const open = async (arrays: ArrayData[], codecs: Codecs) =>
	openArrow(new ArraySource(await bytesOf(arrays)), { format: "file", codecs });

const SOME = { start: 3, end: 2 * ROWS - 5 };
const ALL = { start: 0, end: 2 * ROWS };
/** From the start, where no byte of a bitmap begins, from one record batch into the next, at the end, and none. */
const PARTS = [
	{ start: 0, end: 1000 },
	{ start: 1003, end: 9214 },
	{ start: ROWS - 5, end: ROWS + 6 },
	{ start: 2 * ROWS - 11, end: 2 * ROWS },
	{ start: 7, end: 7 },
];

const everyRow = (step: number, rowCount: number) =>
	Uint32Array.from({ length: Math.ceil(rowCount / step) }, (_, i) => i * step);
/** Of all rows each 37th; of the whole batches different ones; few across both; all of a range; none. */
const ALL_PICKED = { ...ALL, picked: everyRow(37, 2 * ROWS) };
const PICKED = [
	ALL_PICKED,
	[
		{ start: 0, end: ROWS, picked: everyRow(3, ROWS) },
		{ start: ROWS, end: 2 * ROWS, picked: Uint32Array.of(0, 1, 2, 7, 8, 4095, 4096, 4097, ROWS - 1) },
	],
	{ start: 1003, end: ROWS + 600, picked: Uint32Array.of(0, 5, ROWS - 1004, ROWS - 1003, ROWS - 404) },
	{ start: 11, end: 200, picked: everyRow(1, 189) },
	{ start: 3, end: 2 * ROWS, picked: new Uint32Array(0) },
];

/** Everything that a column can be decoded to, or the code of its rejection. */
async function readings(column: ArrowColumn, rows: DecodeOptions["rows"] = SOME): Promise<unknown[]> {
	const settled = await Promise.allSettled<unknown>([
		column.decode({ as: "float64", rows }),
		column.decode({ as: "numbers", finite: true, rows }),
		column.decode({ as: "codes", rows }),
		column.decode({ as: "codes", rows, recode: (values) => Int32Array.from(values, (_, code) => 1 - code) }),
		column.decode({ as: "codes", rows, maxDistinct: 500 }),
		column.decode({ as: "utf8", rows }),
		column.decode({ as: "arrow", rows }),
	]);
	return settled.map((outcome) => (outcome.status === "fulfilled" ? outcome.value : outcome.reason.code));
}

describe("with kernels", () => {
	it.each(columns.map((array) => [array.field.name, array] as const))(
		"a column %s is read as without",
		async (_, array) => {
			const [kernels, javaScript] = await Promise.all([
				open([array], nativeCodecs),
				open([array], inJavaScript),
			]);
			const pair = [await readings(kernels.columns[0]!), await readings(javaScript.columns[0]!)];
			expect(isDeepStrictEqual(pair[0], pair[1])).toBe(true);
		},
	);

	it("text that was read already has the codes that it is decoded to", async () => {
		const text = columns.find(({ field }) => field.name === "utf8")!;
		const column = (await open([text], nativeCodecs)).columns[0]!;
		const recodes = [
			undefined,
			(values: readonly string[]) => Int32Array.from(values, (_, code) => 1 - code),
		];
		for (const rows of [ALL, ...PARTS])
			for (const recode of recodes)
				for (const maxDistinct of [Number.POSITIVE_INFINITY, 500]) {
					const read = await codesOfText(await column.decode({ as: "utf8", rows }), { maxDistinct, recode });
					expect(read).toEqual(await column.decode({ as: "codes", rows, maxDistinct, recode }));
				}
	});

	it("broken columns are refused as without", async () => {
		const [offsets, bytes] = texts(false, (row) => `text ${row}`) as [Uint8Array, Uint8Array];
		const falling = new Int32Array(offsets.slice().buffer);
		falling[9000]! += 100;
		const latin = bytes.slice();
		latin[5000] = 0xe9;
		const halved = texts(false, () => "\u00e9");
		const odd = new Int32Array(halved[0]!.buffer);
		odd[700]! -= 1;
		const outside = noise(ROWS).map((byte) => byte % 3);
		outside.fill(3, 15_000, 15_010);
		const utf8: DataType = { kind: "utf8" };
		const broken = [
			column("falling", utf8, [new Uint8Array(falling.buffer), bytes]),
			column("latin", utf8, [offsets, latin]),
			column("half characters", utf8, halved),
			column("outside", indexed(narrow), [outside], dictionary),
		];
		for (const array of broken) {
			const lenient = { ...array, nullCount: 0, validity: null };
			const [kernels, javaScript] = await Promise.all(
				[nativeCodecs, inJavaScript].map(async (codecs) =>
					readings((await open([lenient], codecs)).columns[0]!),
				),
			);
			expect(isDeepStrictEqual(kernels, javaScript)).toBe(true);
			expect(kernels).toContain("PAYLOAD_CORRUPT");
			for (const rows of [ALL_PICKED, { ...ALL, picked: everyRow(1, 2 * ROWS) }]) {
				const { readings } = await bothWays(await bytesOf([lenient]), rows);
				expect(isDeepStrictEqual(readings[0], readings[1]), array.field.name).toBe(true);
				if (rows !== ALL_PICKED) expect(readings[0]).toContain("PAYLOAD_CORRUPT");
			}
		}
	});
});

const directory = mkdtempSync(join(tmpdir(), "allye-kernels-"));
afterAll(() => rmSync(directory, { recursive: true }));

/** A file that kernels can read from by themselves. */
class LendingSource extends ArraySource {
	lent = 0;
	readonly #mapping: FileMapping;

	constructor(bytes: Uint8Array) {
		super(bytes);
		const path = join(directory, "payload.arrow");
		writeFileSync(path, bytes);
		this.#mapping = loadNative().mapFile(path);
		rmSync(path);
	}

	lend<T>(work: (region: object) => Promise<T>): Promise<T> {
		this.lent++;
		return work(this.#mapping);
	}

	override async close(): Promise<void> {
		this.#mapping.close();
	}
}

/** Readings of the first column of a payload: by kernels that read by themselves, and in JavaScript. */
async function bothWays(
	bytes: Uint8Array,
	rows: DecodeOptions["rows"],
): Promise<{ lent: number; readings: unknown[][] }> {
	const lending = new LendingSource(bytes);
	const sources = [
		{ source: lending, codecs: nativeCodecs },
		{ source: new ArraySource(bytes), codecs: inJavaScript },
	];
	const both = sources.map(async ({ source, codecs }) => {
		const payload = await openArrow(source, { format: "file", codecs });
		return readings(payload.columns[0]!, rows);
	});
	try {
		const readings = await Promise.all(both);
		return { lent: lending.lent, readings };
	} finally {
		await lending.close();
	}
}

describe("kernels that read by themselves", () => {
	it.each(columns.map((array) => [array.field.name, array] as const))(
		"load a column %s as it is read without them",
		async (_, array) => {
			for (const compression of ["zstd", "lz4_frame", null] as const) {
				const bytes = await bytesOf([array], compression);
				for (const rows of [ALL, ...PARTS, ...PICKED]) {
					const { lent, readings } = await bothWays(bytes, rows);
					if (rows === ALL) expect(lent).toBeGreaterThan(0);
					expect(isDeepStrictEqual(readings[0], readings[1]), JSON.stringify(rows)).toBe(true);
				}
			}
		},
	);

	it("refuse what is refused without them, and read the same of what is not, whichever bytes are damaged", async () => {
		const damage = fc.array(fc.tuple(fc.noBias(fc.nat(999_999)), fc.nat(255)), {
			minLength: 1,
			maxLength: 5,
		});
		const compressions = fc.constantFrom("zstd", "lz4_frame", null);
		const of = fc.nat(columns.length - 1);
		const ranges = fc.constantFrom(ALL, ALL, ALL_PICKED, ...PARTS);
		let refused = 0;
		await fc.assert(
			fc.asyncProperty(of, compressions, damage, ranges, async (index, compression, changes, rows) => {
				const array = columns[index]!;
				const bytes = (await bytesOf([array], compression)).slice();
				for (const [place, byte] of changes) bytes[Math.floor((place / 1e6) * bytes.length)] = byte;
				let outcome: Awaited<ReturnType<typeof bothWays>>;
				try {
					outcome = await bothWays(bytes, rows);
				} catch (error) {
					// Its metadata is damaged, which is found at the opening.
					expect(error).toHaveProperty("code");
					return;
				}
				const [kernels, javaScript] = outcome.readings;
				if (kernels!.includes("PAYLOAD_CORRUPT")) refused++;
				const different = kernels!.flatMap((reading, i) => {
					if (isDeepStrictEqual(reading, javaScript![i])) return [];
					const pair = [reading, javaScript![i]];
					// Of a part one decodes no further than it must, the other to the end.
					if (rows !== ALL && rows !== ALL_PICKED && pair.includes("PAYLOAD_CORRUPT")) return [];
					// Where one batch has too many values and another is damaged, either may be found first.
					if (pair.includes(null) && pair.includes("PAYLOAD_CORRUPT")) return [];
					return [pair.map((each) => (typeof each === "string" ? each : typeof each))];
				});
				expect(different, array.field.name).toEqual([]);
			}),
			{ numRuns: 60, endOnFailure: true },
		);
		expect(refused).toBeGreaterThan(0);
	}, 60_000);
});
