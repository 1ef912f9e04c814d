import { deepStrictEqual } from "node:assert/strict";
import fc from "fast-check";
import type { DictionaryBatches } from "../testee";
import { oddText } from "../text-arbitrary";
import { type SuiteOptions, useBothSides } from "./both-sides";
import { law } from "./law";

/**
 * Laws 1 and 2 for dictionaries that change from record batch to record batch: in files they grow (deltas), in streams another may take
 * their place too. send_dataframe writes one dictionary a column; other writers of the same format do not have to.
 */
export function dictionariesSuite(options: SuiteOptions): void {
	const { runner } = options;
	runner.describe("dictionaries", () => {
		const bothSides = useBothSides(options);
		law(
			runner,
			"dictionaries: whatever record batches add to them or put in their place, columns and Orange Table are Python's",
			[growing, fc.constantFrom("file", "shm"), fc.constantFrom("zstd", "lz4", null)],
			(table, transport, compression) => same(table, { transport, compression, deltas: true }),
		);
		law(
			runner,
			"dictionaries: a stream may replace them in each record batch",
			[changing, fc.boolean()],
			(table, deltas) => same(table, { transport: "shm", compression: null, deltas }),
		);

		async function same(
			table: DictionaryBatches,
			way: { transport: "file" | "shm"; compression: "zstd" | "lz4" | null; deltas: boolean },
		): Promise<void> {
			const { python, subject, tableName } = await bothSides();
			if (!subject.transports.includes(way.transport)) return;
			await python.sendDictionaries(table, { ...way, tableName });
			deepStrictEqual(await subject.read(tableName), await python.get(tableName));
			deepStrictEqual(await subject.load(tableName), await python.tableFromFrame(tableName));
		}
	});
}

const TYPES = {
	string: oddText,
	large_string: oddText,
	int64: fc.integer().map((value) => ({ int: String(value) })),
};
const column = fc.record({
	values: fc.constantFrom(...(Object.keys(TYPES) as (keyof typeof TYPES)[])),
	indices: fc.constantFrom("int8", "uint8", "int16", "int32", "int64"),
	ordered: fc.boolean(),
});
type Batch = DictionaryBatches["batches"][number][number];

/** Tables whose columns have dictionaries that `dictionariesOf` cuts from a pool of distinct values, one for each batch. */
function tables(
	dictionariesOf: <Value>(pool: Value[], batches: number) => fc.Arbitrary<Value[][]>,
): fc.Arbitrary<DictionaryBatches> {
	return fc
		.record({
			columns: fc.array(column, { minLength: 1, maxLength: 3 }),
			// One without rows may change its dictionaries all the same.
			rows: fc.array(fc.nat(6), { minLength: 1, maxLength: 6 }),
		})
		.chain(({ columns, rows }) =>
			fc
				.tuple(
					...columns.map(({ values }) =>
						fc
							.uniqueArray(TYPES[values] as fc.Arbitrary<Batch["dictionary"][number]>, {
								minLength: 1,
								maxLength: 12,
								selector: (value) => JSON.stringify(value),
							})
							.chain((pool) => dictionariesOf(pool, rows.length))
							.chain((dictionaries) =>
								fc.tuple(...dictionaries.map((dictionary, batch) => batchOf(dictionary, rows[batch]!))),
							),
					),
				)
				.map((byColumn) => ({
					columns: columns.map((each, index) => ({ ...each, name: `column ${index}` })),
					batches: rows.map((_, batch) => byColumn.map((batches) => batches[batch]!)),
				})),
		);
}

const batchOf = (dictionary: Batch["dictionary"], rows: number): fc.Arbitrary<Batch> =>
	fc
		.array(fc.integer({ min: -1, max: dictionary.length - 1 }), { minLength: rows, maxLength: rows })
		.map((codes) => ({ dictionary, codes }));

/** Each batch knows the values of the one before, and maybe more. (pyarrow adds to an empty dictionary by replacing it.) */
const growing = tables((pool, batches) =>
	fc
		.array(fc.integer({ min: 1, max: pool.length }), { minLength: batches, maxLength: batches })
		.map((lengths) => lengths.sort((a, b) => a - b).map((length) => pool.slice(0, length))),
);

/** Each batch has any of the values, in any order. */
const changing = tables((pool, batches) =>
	fc.array(fc.shuffledSubarray(pool), { minLength: batches, maxLength: batches }),
);
