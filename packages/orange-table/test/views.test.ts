import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ArrowPayload, createArrowWriter, float64Array, openArrow, utf8Array } from "@allye/arrow-ipc";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	batchPieces,
	blockRows,
	concatTables,
	LazyOrangeTable,
	loadOrangeTable,
	type OrangeTable,
	pickRows,
	sampleRows,
} from "../src";
import { rowPermutation } from "../src/views/row-permutation";
import { pythonPath } from "./python-orange";

const seeds = fc.maxSafeInteger();
const batches = fc.array(fc.nat(50), { maxLength: 30 });
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

async function payloadOf(bytes: Uint8Array): Promise<ArrowPayload> {
	const source = {
		size: bytes.length,
		label: "test",
		async read(
			offset: number,
			length: number,
			{ into = new Uint8Array(length) }: { into?: Uint8Array } = {},
		) {
			into.set(bytes.subarray(offset, offset + length));
			return into;
		},
		async close() {},
	};
	const codecs = { decompress: () => Promise.reject(new Error("nothing is compressed")) };
	return openArrow(source, { format: "stream", codecs });
}

describe("a random order of rows", () => {
	test("has each row once, and is the same for the same seed", () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 3000 }), seeds, (rowCount, seed) => {
				const [rowAt, again] = [rowPermutation(rowCount, seed), rowPermutation(rowCount, seed)];
				const rows = Array.from({ length: rowCount }, (_, position) => rowAt(position));
				expect(new Set(rows).size).toBe(rowCount);
				expect(rows.every((row) => row >= 0 && row < rowCount)).toBe(true);
				expect(rows.slice(0, 10)).toEqual(rows.slice(0, 10).map((_, position) => again(position)));
			}),
		);
	});

	test("works for more rows than 32 bits count", () => {
		const rowAt = rowPermutation(2 ** 50, 1);
		const rows = Array.from({ length: 1000 }, (_, position) => rowAt(position));
		expect(new Set(rows).size).toBe(1000);
		expect(Math.min(...rows)).toBeLessThan(2 ** 50 / 100);
		expect(Math.max(...rows)).toBeGreaterThan((2 ** 50 / 100) * 99);
	});
});

/** Chi-square with many degrees of freedom is nearly normal: how many standard deviations it is off. */
const deviation = (counts: readonly number[], expected: number, variance = 1) => {
	const chiSquare = sum(counts.map((count) => (count - expected) ** 2 / expected)) / variance;
	return (chiSquare - (counts.length - 1)) / Math.sqrt(2 * (counts.length - 1));
};

describe("a sample of rows", () => {
	test("is ascending, without repetition, and contains every smaller one", async () => {
		await fc.assert(
			fc.asyncProperty(fc.nat(2000), fc.nat(2000), fc.nat(500), seeds, async (rowCount, n, more, seed) => {
				const [few, many] = [
					await sampleRows(rowCount, n, { seed }),
					await sampleRows(rowCount, n + more, { seed }),
				];
				expect(few).toHaveLength(Math.min(n, rowCount));
				expect(few.every((row, i) => i === 0 || row > few[i - 1]!)).toBe(true);
				const added = await sampleRows(rowCount, n + more, { seed, from: n });
				expect([...few, ...added].sort((a, b) => a - b)).toEqual([...many]);
			}),
		);
	});

	test("is the same by the way of many rows as by that of few", async () => {
		const many = await sampleRows(200_001, 100_000, { seed: 9 });
		const few = [
			await sampleRows(200_001, 50_000, { seed: 9 }),
			await sampleRows(200_001, 100_000, { seed: 9, from: 50_000 }),
		];
		expect([...many]).toEqual(few.flatMap((rows) => [...rows]).sort((a, b) => a - b));
	});

	test("is uniform over the seeds: chi-square of rows, and of pairs of neighbours, in 10,000 draws", async () => {
		const [ROWS, N, DRAWS] = [50, 10, 10_000];
		const counts = new Array(ROWS).fill(0);
		const pairs = new Array(ROWS - 1).fill(0);
		for (let seed = 0; seed < DRAWS; seed++) {
			const rows = await sampleRows(ROWS, N, { seed });
			for (const [i, row] of rows.entries()) {
				counts[row]++;
				if (rows[i + 1] === row + 1) pairs[row]++;
			}
		}
		// Drawn without replacement, counts vary less than independent ones by (1 - n / rows).
		expect(
			Math.abs(deviation(counts, (DRAWS * N) / ROWS, (1 - N / ROWS) * (ROWS / (ROWS - 1)))),
		).toBeLessThan(4);
		expect(Math.abs(deviation(pairs, (DRAWS * N * (N - 1)) / (ROWS * (ROWS - 1))))).toBeLessThan(5);
	});

	test("is uniform over the rows of a large table, for one seed", async () => {
		const counts = new Array(1000).fill(0);
		for (const row of await sampleRows(10_000_000, 100_000, { seed: 4 })) counts[Math.floor(row / 10_000)]++;
		expect(Math.abs(deviation(counts, 100))).toBeLessThan(4);
	});

	test("of blocks is as many rows, in few runs", () => {
		fc.assert(
			fc.property(batches, fc.nat(2000), fc.nat(1000), (batchRows, n, seed) => {
				const rows = blockRows(batchRows, n, seed);
				expect(rows).toHaveLength(Math.min(n, sum(batchRows)));
				expect(rows.every((row, i) => (i === 0 || row > rows[i - 1]!) && row < sum(batchRows))).toBe(true);
			}),
		);
		const rows = blockRows(new Array(100).fill(1000), 500, 1);
		expect([...rows].filter((row, i) => row !== (rows[i - 1] ?? -2) + 1)).toHaveLength(20);
		for (const [columns, blocks] of [
			[200, 10],
			[1e6, 4],
		] as const) {
			const few = blockRows(new Array(100).fill(1000), 500, 1, columns);
			const starts = [...few].filter((row, i) => row !== (few[i - 1] ?? -2) + 1);
			expect(starts).toHaveLength(blocks);
			expect(starts.every((row) => row % 1000 === 0)).toBe(true);
		}
		expect(rows[0]).toBeLessThan(5000);
		expect(rows.at(-1)).toBeGreaterThan(95_000);
	});
});

test("pieces are all rows once, none too long, and no record batch is cut without need", () => {
	fc.assert(
		fc.property(batches, fc.integer({ min: 1, max: 60 }), (batchRows, maxRows) => {
			const pieces = batchPieces(batchRows, maxRows);
			let at = 0;
			for (const { start, end } of pieces) {
				expect(start).toBe(at);
				expect(end - start).toBeGreaterThan(0);
				expect(end - start).toBeLessThanOrEqual(maxRows);
				at = end;
			}
			expect(at).toBe(sum(batchRows));
			let first = 0;
			for (const rows of batchRows) {
				const [start, end] = [first, first + rows];
				first = end;
				const cut = pieces.some((piece) => piece.start > start && piece.start < end);
				expect(cut && rows <= maxRows).toBe(false);
			}
		}),
	);
});

describe("rows picked out of every Arrow type that pandas never sends", () => {
	let payload: ArrowPayload;
	let whole: OrangeTable;
	/** Run-end encoded columns can be picked from, but not mapped whole. */
	const readable = () =>
		payload.schema.fields.map(({ name }) => name).filter((name) => !name.startsWith("run"));
	const pick = async (rows: readonly number[]) => {
		if (!payload) {
			const directory = mkdtempSync(join(tmpdir(), "allye-odd-"));
			const path = join(directory, "odd.arrows");
			execFileSync(pythonPath(), [fileURLToPath(new URL("make-odd-arrow.py", import.meta.url)), path]);
			payload = await payloadOf(readFileSync(path));
			rmSync(directory, { recursive: true });
			whole = (await loadOrangeTable(payload, { columns: readable() })).table;
		}
		return (await loadOrangeTable(pickRows(payload, Float64Array.from(rows)), { domain: whole.domain }))
			.table;
	};

	test("are those rows of the whole", async () => {
		await pick([]);
		const run = fc
			.tuple(fc.nat(39), fc.nat(40))
			.map(([start, length]) => Array.from({ length: Math.min(length, 40 - start) }, (_, i) => start + i));
		await fc.assert(
			fc.asyncProperty(fc.oneof(fc.uniqueArray(fc.nat(39)), run), async (numbers) => {
				const rows = numbers.sort((a, b) => a - b);
				const picked = await pick(rows);
				expect(picked.rowCount).toBe(rows.length);
				expect([...picked.rows()]).toEqual([...whole.selectRows(Uint32Array.from(rows)).rows()]);
			}),
			{ numRuns: 60 },
		);
	});

	test("of runs are what the runs encode", async () => {
		await pick([]);
		const picked = pickRows(payload, Float64Array.of(0, 4, 5, 6, 38, 39));
		const options = { columns: ["run_end_encoded", "runs_of_numbers"] };
		const { table } = await loadOrangeTable(picked, options);
		expect([...table.selectColumns(options.columns).rows()]).toEqual([
			["a", 1.5],
			["a", 1.5],
			[null, 1.5],
			["b", 1.5],
			["b", 2.5],
			["c", 2.5],
		]);
	});

	test("tables put together are their rows one after another", async () => {
		const [a, b] = [await pick([0, 3, 5]), await pick([17, 39])];
		expect([...concatTables([a, b]).rows()]).toEqual([...a.rows(), ...b.rows()]);
		expect(() => concatTables([a, a.selectColumns(["row"])])).toThrow(/different Domains/);
		expect(() => concatTables([])).toThrow(/at least one/);
	});
});

test("under one Domain a text is the same time in every part, whichever row the part begins with", async () => {
	// Day first, as only the first row shows.
	const texts = Array.from(
		{ length: 40 },
		(_, i) => `${String(i === 0 ? 13 : 1 + (i % 12)).padStart(2, "0")}/03/2020`,
	);
	const column = utf8Array("d", texts);
	const chunks: Uint8Array[] = [];
	const sink = { write: async (bytes: Uint8Array) => void chunks.push(bytes.slice()) };
	const schema = { fields: [column.field], metadata: new Map() };
	const writer = createArrowWriter(sink, { schema, format: "stream", compression: null });
	await writer.write({ length: 40, columns: [column] });
	await writer.close();
	const payload = await payloadOf(new Uint8Array(Buffer.concat(chunks)));
	const { table: whole } = await loadOrangeTable(payload);
	const { domain } = whole;
	expect(domain.attributes[0]!.kind).toBe("time");
	const lazy = new LazyOrangeTable(payload, { domain });
	const picked = pickRows(payload, Float64Array.of(1, 2, 3));
	for (const part of [
		(await loadOrangeTable(payload, { domain, rows: { start: 1, end: 4 } })).table,
		(await loadOrangeTable(picked, { domain })).table,
		await lazy.window({ rows: { start: 1, end: 4 } }),
	])
		expect([...part.rows()]).toEqual([...whole.rows(1, 4)]);
});

describe("a table whose columns stay in the payload", () => {
	const ROWS = 100_000;
	async function open(): Promise<{ payload: ArrowPayload; whole: OrangeTable }> {
		const columns = [
			float64Array(
				"x",
				Float64Array.from({ length: ROWS }, (_, row) => row / 7),
			),
			utf8Array(
				"s",
				Array.from({ length: ROWS }, (_, row) => (row % 9 ? `row ${row}` : null)),
			),
		];
		const chunks: Uint8Array[] = [];
		const sink = { write: async (bytes: Uint8Array) => void chunks.push(bytes.slice()) };
		const schema = { fields: columns.map(({ field }) => field), metadata: new Map() };
		const writer = createArrowWriter(sink, { schema, format: "stream", compression: null });
		await writer.write({ length: ROWS, columns });
		await writer.close();
		const payload = await payloadOf(new Uint8Array(Buffer.concat(chunks)));
		return { payload, whole: (await loadOrangeTable(payload)).table };
	}

	test("gives windows of the whole, and never keeps more than it may", async () => {
		const { payload, whole } = await open();
		const cacheBytes = 600_000;
		const lazy = new LazyOrangeTable(payload, { domain: whole.domain, cacheBytes });
		await fc.assert(
			fc.asyncProperty(
				fc.nat(ROWS),
				fc.nat(40_000),
				fc.subarray(["x", "s"], { minLength: 1 }),
				async (start, length, columns) => {
					const window = await lazy.window({ rows: { start, end: start + length }, columns });
					const rows = Uint32Array.from(
						{ length: Math.min(ROWS, start + length) - start },
						(_, i) => start + i,
					);
					const expected = whole.selectColumns(columns).selectRows(rows);
					expect([...window.rows()]).toEqual([...expected.rows()]);
					expect(lazy.cachedBytes).toBeLessThanOrEqual(cacheBytes);
				},
			),
			{ numRuns: 12 },
		);
		lazy.clear();
		expect(lazy.cachedBytes).toBe(0);
	});

	test("refuses what it has not", async () => {
		const { payload, whole } = await open();
		const lazy = new LazyOrangeTable(payload, { domain: whole.domain });
		const code = (work: Promise<unknown>) =>
			work.then(
				() => "done",
				(error) => error.code,
			);
		expect(await code(lazy.window({ columns: ["y"] }))).toBe("INVALID_ARGUMENT");
		expect(await code(lazy.window({ rows: { start: 3, end: 1 } }))).toBe("INVALID_ARGUMENT");
		expect(await code(lazy.window({ signal: AbortSignal.abort() }))).toBe("ABORTED");
		expect((await lazy.window({ rows: { start: ROWS + 5, end: ROWS + 9 } })).rowCount).toBe(0);
	});
});
