import type { Schema } from "@allye/arrow-ipc";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	continuous,
	createDomain,
	DOMAIN_METADATA_KEY,
	decodeDomain,
	discrete,
	encodeDomain,
	numberColumn,
	OrangeTable,
	orangeToArrow,
	string,
	time,
	type Variable,
	variablesOf,
} from "../src";
import { table, text } from "./arbitrary-table";

const attributes = fc.dictionary(text, fc.jsonValue(), { maxKeys: 3 });

/** The same domain with attributes of Orange's sort: anything that is JSON. */
const withAttributes = fc.tuple(table, fc.array(attributes)).map(([table, list]) => {
	let next = 0;
	const give = (variables: readonly Variable[]) =>
		variables.map((variable) => ({ ...variable, attributes: list[next++] ?? {} }));
	const { attributes, classVars, metas } = table.domain;
	const domain = { attributes: give(attributes), classVars: give(classVars), metas: give(metas) };
	const columns = variablesOf(domain).map((variable) => ({ ...table.column(variable), variable }) as never);
	return new OrangeTable(domain, columns, table.rowCount);
});

const json = (value: unknown) => JSON.parse(JSON.stringify(value));

describe("allye.domain", async () => {
	it("gives back roles, names, decimals, zones and attributes; values are the dictionary's", async () => {
		await fc.assert(
			fc.asyncProperty(withAttributes, async (table) => {
				const { schema } = await orangeToArrow(table);
				const bare = (variable: Variable) => {
					const { values: _, ...rest } = json(variable);
					return rest;
				};
				const { attributes, classVars, metas } = table.domain;
				expect(json(decodeDomain(schema))).toEqual({
					attributes: attributes.map(bare),
					classVars: classVars.map(bare),
					metas: metas.map(bare),
				});
			}),
		);
	});

	it("is ASCII, whatever the names", () => {
		fc.assert(
			fc.property(withAttributes, ({ domain }) => {
				expect(encodeDomain(domain)).toMatch(/^[ -~]*$/);
			}),
		);
	});

	const x = numberColumn(continuous("x"), [1]);
	const table1 = new OrangeTable(createDomain({ attributes: [x.variable] }), [x]);
	const { schema } = await orangeToArrow(table1);
	const withText = (text: string): Schema => ({
		...schema,
		metadata: new Map([[DOMAIN_METADATA_KEY, text]]),
	});
	const described = JSON.parse(encodeDomain(table1.domain));

	it("ignores what it does not know, and takes defaults for what is missing or wrong", () => {
		const variable = { kind: "continuous", name: "x", decimals: "many", attributes: 3, colour: "red" };
		const decoded = decodeDomain(
			withText(JSON.stringify({ ...described, attributes: [variable], later: 1 })),
		);
		expect(decoded?.attributes).toEqual([continuous("x")]);
	});

	it("is null where it is absent, broken, of another version, or does not fit the schema", async () => {
		expect(decodeDomain((await orangeToArrow(table1, { keepDomain: false })).schema)).toBe(null);
		const variable = described.attributes[0];
		for (const wrong of [
			null,
			[],
			{ ...described, version: 2 },
			{ ...described, metas: undefined },
			{ ...described, attributes: [] },
			{ ...described, metas: [variable] },
			{ ...described, attributes: [{ ...variable, name: "y" }] },
			{ ...described, attributes: [{ ...variable, kind: "unheard" }] },
			{ ...described, attributes: [{ ...variable, kind: "discrete" }] },
			{ ...described, attributes: [{ ...variable, kind: "time" }] },
			{ ...described, attributes: [], metas: [{ ...variable, kind: "string" }] },
			{ ...described, attributes: [null] },
		])
			expect(decodeDomain(withText(JSON.stringify(wrong)))).toBe(null);
		expect(decodeDomain(withText("{"))).toBe(null);
		const text = { ...schema, fields: [{ ...schema.fields[0]!, type: { kind: "utf8" } as const }] };
		expect(decodeDomain({ ...text, metadata: schema.metadata })).toBe(null);
	});

	it("refuses attributes that are not JSON", () => {
		for (const value of [1n, { toJSON: () => 1n }]) {
			const domain = createDomain({ metas: [string("s", { attributes: { value } })] });
			expect(() => encodeDomain(domain)).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
		}
		expect(
			encodeDomain(createDomain({ attributes: [discrete("d"), time("t", { timezone: "Asia/Tokyo" })] })),
		).toBe(
			'{"version":1,"attributes":[{"kind":"discrete","name":"d"},' +
				'{"kind":"time","name":"t","have_date":true,"have_time":true,"timezone":"Asia/Tokyo"}],"classVars":[],"metas":[]}',
		);
	});
});
