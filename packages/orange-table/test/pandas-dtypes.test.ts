import type { ArrayData, BatchData, DataType, Field, Schema } from "@allye/arrow-ipc";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrowTypeName, fidelity, PANDAS_RULES, pandasDtypes } from "../src";
import { arrowStream } from "./arrow-stream";
import { PythonOrange } from "./python-orange";
import { field, zeros } from "./zeros";

let python: PythonOrange;
beforeAll(async () => {
	python = await PythonOrange.start();
});
afterAll(() => python.close());

const int = (bitWidth: 8 | 16 | 32 | 64, signed = true) => ({ kind: "int", bitWidth, signed }) as const;
const item = field("item", int(64));
const entries = {
	...field("entries", { kind: "struct" }, [{ ...field("key", { kind: "utf8" }), nullable: false }, item]),
	nullable: false,
};
const units = ["s", "ms", "us", "ns"] as const;
const zones = [
	"Asia/Tokyo",
	"UTC",
	"utc",
	"+00:00",
	"+09:00",
	"-03:30",
	"-00:30",
	"Etc/UTC",
	"GMT",
	"US/Pacific",
];

const fields: Field[] = [
	...[8, 16, 32, 64].flatMap((width) => [int(width as 8), int(width as 8, false)]),
	...([16, 32, 64] as const).map((bitWidth) => ({ kind: "float", bitWidth }) as const),
	...(
		["null", "bool", "utf8", "large_utf8", "utf8_view", "binary", "large_binary", "binary_view"] as const
	).map((kind) => ({ kind })),
	...([128, 256] as const).map(
		(bitWidth) => ({ kind: "decimal", bitWidth, precision: 9, scale: 2 }) as const,
	),
	...(["day", "ms"] as const).map((unit) => ({ kind: "date", unit }) as const),
	...units.map((unit, i) => ({ kind: "time", unit, bitWidth: i < 2 ? 32 : 64 }) as const),
	...units.flatMap((unit) => [
		{ kind: "timestamp", unit, timezone: null } as const,
		{ kind: "duration", unit } as const,
	]),
	...zones.map((timezone, i) => ({ kind: "timestamp", unit: units[i % 4]!, timezone }) as const),
	{ kind: "fixed_size_binary", byteWidth: 3 } as const,
	{ kind: "interval", unit: "month_day_nano" } as const,
	...([{ kind: "utf8" }, { kind: "large_utf8" }, int(64)] as const).map(
		(values) => ({ kind: "dictionary", id: 0, indices: int(8), ordered: false, values }) as const,
	),
]
	.map((type: DataType) => field("x", type))
	.concat(
		field("x", { kind: "list" }, [item]),
		field("x", { kind: "large_list" }, [item]),
		field("x", { kind: "fixed_size_list", listSize: 2 }, [item]),
		field("x", { kind: "struct" }, [item]),
		field("x", { kind: "map", keysSorted: false }, [entries]),
	);

/** pandas metadata of the column x. */
const pandas = (column: object, index: unknown[] = []) =>
	new Map([
		[
			"pandas",
			JSON.stringify({
				index_columns: index,
				column_indexes: [],
				columns: [{ name: "x", field_name: "x", pandas_type: "", metadata: null, ...column }],
				pandas_version: "2.3.3",
			}),
		],
	]);

async function expectSame(schema: Schema, missing: boolean) {
	const columns: ArrayData[] = schema.fields.map((field) => zeros(field, 2, missing));
	const batch: BatchData = { length: 2, columns };
	const seen = await python.ask("dtypes", { arrow: await arrowStream(schema, [batch]) });
	expect(pandasDtypes(schema, () => missing).map(({ name, dtype }) => [name, dtype])).toEqual(seen);
}

describe("pandasDtypes is what get_dataframe gives", () => {
	it.each(fields.map((field) => [arrowTypeName(field), field] as const))("for %s", async (_, field) => {
		await expectSame({ fields: [field], metadata: new Map() }, false);
		await expectSame({ fields: [field], metadata: new Map() }, true);
	});

	it.each([
		"Int64",
		"UInt8",
		"Int32",
		"Float64",
		"int64[pyarrow]",
		"object",
		"int64",
		"str",
		"category",
		"period[M]",
	])("for int64 that was %s", async (numpy_type) => {
		const schema = { fields: [field("x", int(64))], metadata: pandas({ numpy_type }) };
		await expectSame(schema, false);
		await expectSame(schema, true);
	});

	it.each(["object", "string", "string[python]", "string[pyarrow]", "str", "large_string[pyarrow]"])(
		"for text that was %s",
		async (numpy_type) => {
			for (const kind of ["utf8", "large_utf8"] as const) {
				const schema = { fields: [field("x", { kind })], metadata: pandas({ numpy_type }) };
				await expectSame(schema, false);
				await expectSame(schema, true);
			}
		},
	);

	it("for intervals", async () => {
		const ends = ["left", "right"].map((name) => field(name, { kind: "float", bitWidth: 64 }));
		const schema = {
			fields: [field("x", { kind: "struct" }, ends)],
			metadata: pandas({ numpy_type: "interval[float64, right]" }),
		};
		await expectSame(schema, false);
		await expectSame(schema, true);
	});

	it("for run-end encoded columns, as for what they encode", () => {
		const children = [field("run_ends", int(32)), field("values", int(64))];
		const schema = { fields: [field("x", { kind: "run_end_encoded" }, children)], metadata: new Map() };
		expect(pandasDtypes(schema, () => false)).toEqual([{ name: "x", dtype: "int64" }]);
		expect(pandasDtypes(schema, () => true)).toEqual([{ name: "x", dtype: "float64" }]);
	});

	it("for bool that was boolean, and a dictionary that was string", async () => {
		const bool = { fields: [field("x", { kind: "bool" })], metadata: pandas({ numpy_type: "boolean" }) };
		await expectSame(bool, true);
		const type = {
			kind: "dictionary",
			id: 0,
			indices: int(8),
			ordered: false,
			values: { kind: "utf8" },
		} as const;
		await expectSame({ fields: [field("x", type)], metadata: pandas({ numpy_type: "string" }) }, true);
	});

	it("for a zone that the pandas metadata changes", async () => {
		const type = { kind: "timestamp", unit: "us", timezone: "UTC" } as const;
		for (const timezone of ["UTC", "Asia/Tokyo"])
			await expectSame(
				{
					fields: [field("x", type)],
					metadata: pandas({
						pandas_type: "datetimetz",
						numpy_type: "datetime64[us]",
						metadata: { timezone },
					}),
				},
				true,
			);
	});

	it("without the columns that are the index", async () => {
		const fields = [field("x", int(64)), field("y", { kind: "bool" })];
		await expectSame({ fields, metadata: pandas({ numpy_type: "int64" }, ["x"]) }, false);
		await expectSame(
			{
				fields,
				metadata: pandas({ numpy_type: "int64" }, [
					{ kind: "range", name: null, start: 0, stop: 2, step: 1 },
				]),
			},
			false,
		);
	});

	it("and refuses what Python cannot read", () => {
		const union = field("u", { kind: "union", mode: "sparse", typeIds: [0] }, [item]);
		expect(() => pandasDtypes({ fields: [union], metadata: new Map() }, () => false)).toThrow(
			expect.objectContaining({ code: "TYPE_UNSUPPORTED" }),
		);
	});
});

describe("fidelity", () => {
	it("says of every column what becomes of it", () => {
		const schema = {
			fields: [
				field("n", int(64)),
				field("t", { kind: "utf8" }),
				field("u", { kind: "union", mode: "dense", typeIds: [] }),
			],
			metadata: new Map(),
		};
		expect(fidelity(schema).map(({ name, arrow, pandas }) => [name, arrow, pandas])).toEqual([
			["n", "int64", "int64"],
			["t", "string", "object"],
			["u", "dense_union<>", null],
		]);
		expect(fidelity(schema, () => true)[0]).toMatchObject({
			pandas: "float64",
			orange: "Continuous attribute, 3 decimals",
		});
	});

	it("has a row for every type, each row reachable", () => {
		const used = new Set(
			fields.flatMap((field) =>
				["", "Int64", "boolean", "string", "period[M]"].flatMap((numpyType) =>
					[false, true].map((hasNulls) => {
						const pandas = { fieldName: "x", pandasType: "", numpyType, timezone: null };
						return PANDAS_RULES.find((rule) => rule.matches({ field, pandas, hasNulls }));
					}),
				),
			),
		);
		expect(PANDAS_RULES.filter((rule) => !used.has(rule))).toEqual([]);
	});
});
