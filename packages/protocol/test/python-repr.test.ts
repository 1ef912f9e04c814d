import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { pythonRepr, schemaSha256 } from "../src";
import { UNPRINTABLE_RANGES } from "../src/unprintable-ranges";
import { PythonPeer } from "./python-peer";

const python = new PythonPeer();
afterAll(() => python.close());

/** Text with quotes, escapes, unprintables, astral characters and lone surrogates. */
const text = fc.oneof(
	fc.string({ unit: "binary", maxLength: 8 }),
	fc
		.array(
			fc.constantFrom(
				..."'\"\\\n\r\t\0\x7f\x85\xa0\xada é表",
				"\ud800",
				"\udfff",
				"🍣",
				"\u{e0001}",
				"\u200b",
			),
			{ maxLength: 8 },
		)
		.map((parts) => parts.join("")),
	fc.string({ unit: "grapheme", maxLength: 8 }),
);

test("pythonRepr equals repr of every text", { timeout: 60_000 }, async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(text, { maxLength: 50 }), async (texts) => {
			expect(texts.map(pythonRepr)).toEqual(await python.ask("repr", { texts }));
		}),
		{ numRuns: 200 },
	);
});

test("what is printable is what str.isprintable says, for every code point", async () => {
	expect([...UNPRINTABLE_RANGES]).toEqual(await python.ask("printable"));
});

test("schemaSha256 equals the Python package's hash, duplicate names included", {
	timeout: 60_000,
}, async () => {
	const dtype = fc.constantFrom(
		"float64",
		"int64",
		"Int64",
		"bool",
		"object",
		"category",
		"datetime64[ns]",
		"datetime64[ns, Asia/Tokyo]",
		"string",
		"timedelta64[ns]",
		"uint8",
		"period[D]",
	);
	const name = fc.oneof({ weight: 1, arbitrary: fc.constantFrom("a", "b") }, { weight: 2, arbitrary: text });
	await fc.assert(
		fc.asyncProperty(fc.array(fc.record({ name, dtype }), { maxLength: 8 }), async (columns) => {
			const request = { columns: columns.map(({ name, dtype }) => [name, dtype]) };
			expect(schemaSha256(columns)).toBe(await python.ask("schema", request));
		}),
		{ numRuns: 200 },
	);
});
