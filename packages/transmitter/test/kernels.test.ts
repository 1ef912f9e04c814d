import type { ArrayData, Kernels } from "@allye/arrow-ipc";
import {
	codeColumn,
	continuous,
	createDomain,
	discrete,
	type EncodeKernels,
	numberColumn,
	OrangeTable,
	orangeToArrow,
	string,
	textColumn,
	time,
} from "@allye/orange-table";
import { requireNative } from "@allye/protocol";
import fc from "fast-check";
import { expect, expectTypeOf, test } from "vitest";

const native = requireNative("This test");

/** More than are converted without a worker thread. */
const ROWS = 20_000;
const CHUNK_ROWS = 7001;

/** The given values again and again, in turn. */
const repeated = <T>(values: readonly T[]): T[] =>
	Array.from({ length: ROWS }, (_, row) => values[row % values.length]!);

const some = <T>(values: fc.Arbitrary<T>) => fc.array(values, { minLength: 1, maxLength: 97 });
const numbers = some(fc.oneof(fc.double(), fc.integer()));
const moments = some(
	fc.oneof(
		fc.double({ min: -9_223_372_036, max: 9_223_372_036 }),
		fc.double({ min: -1e11, max: 1e11 }),
		fc.integer({ min: -(2 ** 31), max: 2 ** 31 }).map((count) => (count + 0.5) / 1e9),
		fc.tuple(fc.integer({ min: -99, max: 99 }), fc.nat(2048)).map(([whole, part]) => whole + part / 2048),
	),
);
const codes = some(fc.integer({ min: -1, max: 2 }));
const texts = some(fc.string({ unit: "grapheme", maxLength: 5 }));

const table = fc
	.record({ numbers, wholes: some(fc.maxSafeInteger()), moments, codes, many: codes, texts })
	.map((given) => {
		const number = (name: string, values: number[], numberOfDecimals?: number) =>
			numberColumn(continuous(name, { numberOfDecimals }), repeated(values));
		const category = (name: string, count: number) =>
			codeColumn(
				discrete(
					name,
					Array.from({ length: count }, (_, i) => `v${i}`),
				),
				Int32Array.from(repeated(given.codes)),
			);
		const moment = (name: string) => numberColumn(time(name), repeated(given.moments));
		const attributes = [
			number("float", given.numbers),
			number("whole", given.wholes, 0),
			number("maybe whole", given.numbers, 0),
			moment("time"),
			category("few", 3),
			category("many", 300),
			category("very many", 40_000),
		];
		const metas = [moment("exact time"), textColumn(string("text"), repeated(given.texts))];
		const domain = createDomain({
			attributes: attributes.map(({ variable }) => variable),
			metas: metas.map(({ variable }) => variable),
		});
		return new OrangeTable(domain, [...attributes, ...metas]);
	});

/** An array with its memory as text, which is compared a thousand times as fast as typed arrays are. */
const comparable = ({ validity, buffers, dictionary, ...array }: ArrayData) => ({
	...array,
	validity: validity && Buffer.from(validity).toString("base64"),
	buffers: buffers.map((buffer) => Buffer.from(buffer).toString("base64")),
	dictionaryLength: dictionary?.length,
});

async function encoded(table: OrangeTable, kernels?: EncodeKernels) {
	const { batches, dtypes } = await orangeToArrow(table, { kernels, chunkRows: CHUNK_ROWS });
	const made: unknown[] = [];
	for await (const { length, columns } of batches) made.push({ length, columns: columns.map(comparable) });
	return { dtypes, batches: made };
}

test("the addon's conversions are those of JavaScript, bit by bit", { timeout: 60_000 }, async () => {
	await fc.assert(
		fc.asyncProperty(table, async (table) => {
			expect(await encoded(table, native.encodeKernels)).toEqual(await encoded(table));
		}),
		{ numRuns: 8 },
	);
});

test("a code without a value is refused, and its row named, wherever it is converted", async () => {
	const codes = new Int32Array(ROWS);
	codes[ROWS - 5] = 2;
	const column = codeColumn(discrete("d", ["a", "b", "c"]), codes);
	const narrower = { ...column, variable: discrete("d", ["a", "b"]) };
	const table = {
		domain: createDomain({ attributes: [narrower.variable] }),
		rowCount: ROWS,
		columns: [narrower],
	};
	for (const kernels of [native.encodeKernels, undefined]) {
		const { batches } = await orangeToArrow(table, { kernels, chunkRows: CHUNK_ROWS });
		const all = (async () => {
			for await (const _ of batches);
		})();
		await expect(all).rejects.toMatchObject({
			code: "INVALID_ARGUMENT",
			message: expect.stringContaining(`row ${ROWS - 5}`),
		});
	}
});

test("what the addon offers is what the packages that know nothing of it ask for", () => {
	expectTypeOf(native.encodeKernels).toEqualTypeOf<EncodeKernels>();
	expectTypeOf(native.kernels).toEqualTypeOf<Kernels>();
});
