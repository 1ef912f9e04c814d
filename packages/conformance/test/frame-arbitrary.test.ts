import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
	COLUMN_KINDS,
	type ColumnSpec,
	columnOf,
	findPython,
	frameSpec,
	startTestee,
	type Testee,
} from "../src";

const slow = { timeout: 120_000 };

describe.skipIf(!findPython())("arbitrary frames", slow, () => {
	let root: string;
	let testee: Testee;
	beforeAll(() => {
		root = mkdtempSync(join(tmpdir(), "allye-frames-"));
		testee = startTestee();
	});
	afterAll(async () => {
		await testee.close();
		rmSync(root, { recursive: true, force: true });
	});

	/** str() of pandas' dtype does not tell the two kinds of string apart. */
	const asDescribed = (column: ColumnSpec) =>
		column.dtype === "string[pyarrow]" ? { ...column, dtype: "string" } : column;

	test("are what pandas makes of them, value by value", () =>
		fc.assert(
			fc.asyncProperty(frameSpec(), async (frame) => {
				const columns = frame.columns.map(asDescribed);
				expect(await testee.describeFrame(frame)).toEqual({ rows: frame.rows, columns });
			}),
			{ numRuns: 200 },
		));

	test.each(COLUMN_KINDS)("%s can be sent and received", async (kind) => {
		const python = testee.at(join(root, "sent"));
		await fc.assert(
			fc.asyncProperty(
				fc.nat(5).chain((rows) => columnOf(kind, rows)),
				fc.constantFrom("file" as const, "shm" as const),
				async (column, transport) => {
					const columns = [{ ...column, name: "x" } as ColumnSpec];
					await python.send({ columns }, { tableName: kind, transport });
					expect((await python.get(kind)).columns).toHaveLength(1);
				},
			),
			{ numRuns: 5 },
		);
	});

	test("without a column can be sent", async () => {
		const python = testee.at(join(root, "none"));
		await python.send({ columns: [], rows: 3 }, { tableName: "none", transport: "file" });
		expect((await python.get("none")).columns).toEqual([]);
	});
});
