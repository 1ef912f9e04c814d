import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
	codeColumn,
	continuous,
	createDomain,
	discrete,
	numberColumn,
	OrangeTable,
	orangeToArrow,
	string,
	textColumn,
	textValues,
	time,
} from "../src";
import { seconds, table } from "./arbitrary-table";
import { allOf, arrowStream } from "./arrow-stream";
import { PythonOrange } from "./python-orange";
import { float64, pythonTable } from "./python-table";

let python: PythonOrange;
beforeAll(async () => {
	python = await PythonOrange.start();
});
afterAll(() => python.close());

/** What get_dataframe makes of the table, against table_to_frame of the same table in Orange. */
async function compareWithOrange(table: OrangeTable, options: Parameters<typeof orangeToArrow>[1] = {}) {
	const { schema, batches, dtypes } = await orangeToArrow(table, options);
	const arrow = await arrowStream(schema, batches);
	const seen = await python.ask("compare", { ...pythonTable(table), arrow });
	expect(dtypes.map(({ name, dtype }) => [name, dtype])).toEqual(seen);
}

const oneColumn = (column: OrangeTable["columns"][number], role: "attributes" | "metas" = "attributes") =>
	new OrangeTable(createDomain({ [role]: [column.variable] }), [column]);

const send = async (table: OrangeTable) => {
	const { schema, batches } = await orangeToArrow(table);
	return arrowStream(schema, batches);
};

describe("orangeToArrow", () => {
	it("is what Orange's table_to_frame gives, whatever the table", async () => {
		await fc.assert(
			fc.asyncProperty(table, fc.integer({ min: 1, max: 13 }), fc.boolean(), (table, chunkRows, keepDomain) =>
				compareWithOrange(table, { chunkRows, keepDomain }),
			),
			{ numRuns: 300 },
		);
	});

	it.each([0, 126, 127, 32_766, 32_767])("keeps %i categories in their order", async (count) => {
		const values = Array.from({ length: count }, (_, code) => `v${(code * 7919) % 100_000}`);
		const codes = Int32Array.from([-1, count - 1, Math.min(0, count - 1)]);
		await compareWithOrange(oneColumn(codeColumn(discrete("d", values), codes)));
	});

	it("keeps the categories of a table without rows", async () => {
		await compareWithOrange(oneColumn(codeColumn(discrete("d", ["b", "a"]), new Int32Array())));
	});

	it("has no rows where there are no columns, as table_to_frame", async () => {
		const empty = oneColumn(numberColumn(continuous("x"), [1, 2])).selectColumns([]);
		expect(empty.rowCount).toBe(2);
		expect((await orangeToArrow(empty)).rowCount).toBe(0);
		await compareWithOrange(empty);
	});

	it("writes batches of 500,000 rows, as often as it is asked", async () => {
		const column = numberColumn(continuous("x"), new Float64Array(1_200_000));
		const { batches } = await orangeToArrow(oneColumn(column));
		for (let time = 0; time < 2; time++)
			expect((await allOf(batches)).map(({ length }) => length)).toEqual([500_000, 500_000, 200_000]);
	});

	it("copies text from any rows of any chunks", async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.array(fc.string({ maxLength: 3 }), { maxLength: 5 }), { maxLength: 5 }),
				fc.integer({ min: 1, max: 6 }),
				async (texts, chunkRows) => {
					const variable = string("s");
					const chunks = texts.flatMap((list) => textColumn(variable, list).chunks);
					const column = { variable, length: texts.flat().length, chunks };
					const { batches } = await orangeToArrow(oneColumn(column, "metas"), { chunkRows });
					const sent = (await allOf(batches)).map(({ length, columns }) => {
						const [offsets, bytes] = columns[0]!.buffers as [Uint8Array, Uint8Array];
						const chunk = {
							length,
							offsets: new Int32Array(offsets.buffer, offsets.byteOffset, length + 1),
							bytes,
						};
						return [...textValues({ variable, length, chunks: [chunk] })];
					});
					expect(sent.flat()).toEqual(texts.flat());
				},
			),
		);
	});

	it("keeps numbers that int64 cannot hold as float64", async () => {
		for (const values of [[1, Number.POSITIVE_INFINITY], [2 ** 63], [-(2 ** 64)]]) {
			const arrow = await send(oneColumn(numberColumn(continuous("x", { numberOfDecimals: 0 }), values)));
			expect(await python.ask("dtypes", { arrow })).toEqual([["x", "float64"]]);
		}
		const least = await send(oneColumn(numberColumn(continuous("x", { numberOfDecimals: 0 }), [-(2 ** 63)])));
		expect(await python.ask("values", { arrow: least })).toEqual({ x: ["-9223372036854775808"] });
	});
});

describe("a TimeVariable", () => {
	const nanoseconds = async (values: number[], role: "attributes" | "metas") => {
		const { batches, dtypes } = await orangeToArrow(oneColumn(numberColumn(time("t"), values), role));
		const { buffers, validity } = (await allOf(batches))[0]!.columns[0]!;
		const moments = new BigInt64Array(buffers[0]!.buffer, buffers[0]!.byteOffset, values.length);
		const isPresent = (row: number) => validity === null || (validity[row >> 3]! >> (row & 7)) & 1;
		return {
			dtype: dtypes[0]!.dtype,
			moments: Array.from(moments, (moment, row) => (isPresent(row) ? String(moment) : null)),
		};
	};
	const pandas = (values: number[], objects: boolean) =>
		python.ask<(string | null)[]>("seconds", { numbers: float64(Float64Array.from(values)), objects });
	const many = fc.array(fc.oneof(seconds, fc.constant(Number.NaN)), { minLength: 300, maxLength: 300 });

	it.each(["attributes", "metas"] as const)(
		"has the nanoseconds that pandas computes, among the %s",
		async (role) => {
			await fc.assert(
				fc.asyncProperty(many, async (values) => {
					const { dtype, moments } = await nanoseconds(values, role);
					expect(dtype).toBe("datetime64[ns]");
					expect(moments).toEqual(await pandas(values, role === "metas"));
				}),
				{ numRuns: 60 },
			);
		},
	);

	it("becomes datetime64[us] where pandas raises for nanoseconds", async () => {
		const last = 9_223_372_036.854_774;
		const edges = [last, -last, last + 2e-6, -last - 2e-6, 9_223_372_037, -9_223_372_037, 1e10, -1e12];
		for (const value of edges) {
			const { dtype, moments } = await nanoseconds([value], "attributes");
			const [inPandas] = await pandas([value], false);
			expect([value, dtype]).toEqual([value, inPandas === "error" ? "datetime64[us]" : "datetime64[ns]"]);
			if (inPandas !== "error") expect(moments).toEqual([inPandas]);
		}
		const values = [253_402_300_799.5, Number.NaN, -62_135_596_800, 1.25];
		const arrow = await send(oneColumn(numberColumn(time("t"), values)));
		expect(await python.ask("dtypes", { arrow })).toEqual([["t", "datetime64[us]"]]);
		expect(await python.ask("values", { arrow })).toEqual({
			t: ["9999-12-31 23:59:59.500000", "NaT", "0001-01-01 00:00:00", "1970-01-01 00:00:01.250000"],
		});
	});

	it.each([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e13, 1e300])(
		"refuses %d seconds",
		async (value) => {
			await expect(nanoseconds([0, value], "attributes")).rejects.toMatchObject({
				code: "INVALID_ARGUMENT",
				message: expect.stringContaining("Row 1"),
			});
		},
	);
});
