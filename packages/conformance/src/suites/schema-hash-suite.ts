import { equal } from "node:assert/strict";
import fc from "fast-check";
import { anyText } from "../text-arbitrary";
import { law } from "./law";
import type { TestRunner } from "./test-runner";
import { useTestee } from "./use-testee";

/** A column as the schema hash sees it. */
export interface SchemaColumnLike {
	name: string;
	/** str() of the pandas dtype. */
	dtype: string;
}

/** What `schemaHashSuite` needs. */
export interface SchemaHashSuiteOptions {
	runner: TestRunner;
	/** Gives the function under test: the manifest's schema_sha256 of a frame with these columns. */
	factory(): (columns: readonly SchemaColumnLike[]) => string | Promise<string>;
	/** Path of the interpreter that has the real package; default: findPython(). */
	python?: string;
}

const ODD = [
	..."'\"\\\n\r\t\0\x7f\x85\xa0\xada é表",
	"\ud800",
	"\udfff",
	"🍣",
	"\u{e0001}",
	"\u200b",
	"'\"",
	", ",
	"|",
];
/** Quotes, escapes, unprintables, astral characters, lone surrogates; and names that meet. */
const name = fc.oneof(
	fc.constantFrom("a", "b", ""),
	anyText({ maxLength: 8 }),
	fc.string({ unit: "grapheme", maxLength: 8 }),
	fc.array(fc.constantFrom(...ODD), { maxLength: 8 }).map((parts) => parts.join("")),
);
const dtype = fc.constantFrom(
	..."float64 float32 float16 Float64 int8 uint64 Int64 UInt8 bool boolean object category string complex128".split(
		" ",
	),
	"datetime64[ns]",
	"datetime64[us, Asia/Tokyo]",
	"datetime64[s, UTC]",
	"timedelta64[ns]",
	"period[D]",
	"interval[int64, right]",
	"Sparse[float64, nan]",
);

const PLANE = 0x10000;

/** Law 7: schema_sha256 is Python's for every column name and dtype, duplicate names included. */
export function schemaHashSuite({ runner, factory, python }: SchemaHashSuiteOptions): void {
	runner.describe("schema hash", () => {
		const testee = useTestee(runner, python);
		const subject = factory();
		const same = async (columns: SchemaColumnLike[]) =>
			equal(
				await subject(columns),
				await testee().schemaSha256(columns.map(({ name, dtype }) => [name, dtype])),
				`of columns ${JSON.stringify(columns).slice(0, 2000)}`,
			);

		law(
			runner,
			"schema hash: is the Python package's for every name and dtype",
			[fc.array(fc.record({ name, dtype }), { maxLength: 8 })],
			same,
		);

		runner.test("schema hash: every code point there is, as a column's name", async () => {
			const codes = Array.from({ length: 17 * PLANE }, (_, code) => code);
			for (let start = 0; start < codes.length; start += 4096) {
				const text = String.fromCodePoint(...codes.slice(start, start + 4096));
				await same([{ name: text, dtype: "object" }]);
			}
		});
	});
}
