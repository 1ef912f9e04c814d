import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import {
	type ArrayData,
	type ArrowColumn,
	type Codecs,
	type DataType,
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

const open = async (arrays: ArrayData[], codecs: Codecs) => {
	const schema = { fields: arrays.map(({ field }) => field), metadata: new Map<string, string>() };
	const options = { schema, format: "file", compression: "zstd", codecs: nativeCodecs } as const;
	const payload = await written(
		[1, 2].map(() => ({ length: ROWS, columns: arrays })),
		options,
	);
	return openArrow(new ArraySource(payload), { format: "file", codecs });
};

/** Everything that a column can be decoded to, or the code of its rejection. */
async function readings(column: ArrowColumn): Promise<unknown[]> {
	const rows = { start: 3, end: 2 * ROWS - 5 };
	const settled = await Promise.allSettled<unknown>([
		column.decode({ as: "float64", rows }),
		column.decode({ as: "codes", rows }),
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
		}
	});
});
