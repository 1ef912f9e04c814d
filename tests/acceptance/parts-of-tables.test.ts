import {
	describeTable,
	type FrameDescription,
	findPython,
	frameSpec,
	isGuessedTime,
	law,
	mappingDifference,
	PythonError,
	type PythonPeer,
	startTestee,
	type Testee,
	withoutVariables,
} from "@allye/conformance";
import { concatTables, findVariable, type OrangeTable } from "@allye/orange-table";
import { createReceiver, type IncomingTable, type Receiver } from "@allye/receiver";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { useSecretDir } from "./secret-dir";

const secretDir = useSecretDir();
const RUNS = 40;
const LAYOUTS = [
	{ compression: "zstd", chunkRows: 500_000 },
	{ compression: "lz4", chunkRows: 7 },
	{ compression: "none", chunkRows: 3 },
] as const;

/** The frame with a first column that numbers its rows, so that a part shows which rows it has. */
function numbered({ rows, columns }: FrameDescription): FrameDescription {
	const values = Array.from({ length: rows }, (_, row) => String(row));
	return {
		rows,
		columns: [{ name: "row", dtype: "int64", values }, ...columns.filter(({ name }) => name !== "row")],
	};
}

const rowNumbers = (table: OrangeTable) =>
	Array.from((table.column("row") as { values: Float64Array }).values);

describe.skipIf(!findPython())("parts of tables that Python sent", () => {
	let testee: Testee;
	let python: PythonPeer;
	let receiver: Receiver;
	const opened: IncomingTable[] = [];
	beforeAll(() => {
		testee = startTestee();
		python = testee.at(secretDir.path);
		receiver = createReceiver({ secretDir: secretDir.path });
	});
	afterEach(async () => {
		await Promise.all(opened.splice(0).map((incoming) => incoming.close()));
	});
	afterAll(async () => {
		await receiver.close();
		await testee.close();
	});

	async function sent(frame: FrameDescription, layout: (typeof LAYOUTS)[number] = LAYOUTS[0]) {
		try {
			await python.send(frame, { tableName: "part", transport: "file", ...layout });
		} catch (error) {
			// Types are taken from the first batch: decimals cannot follow one in which none was present.
			if (!(error instanceof PythonError)) throw error;
			await python.send(frame, { tableName: "part", transport: "file", chunkRows: 500_000 });
		}
		const incoming = await receiver.open("part");
		opened.push(incoming);
		return incoming;
	}
	const runner = { test };
	const frames = frameSpec({ rows: 60 }).map(numbered);

	law(
		runner,
		"a head, a sample and a range of rows are what Orange makes of just those rows",
		[
			frames,
			fc.constantFrom(...LAYOUTS),
			fc.constantFrom("head", "uniform", "blocks", "range"),
			fc.nat(60),
			fc.nat(60),
			fc.integer(),
		],
		async (frame, layout, way, a, b, seed) => {
			const incoming = await sent(frame, layout);
			const parts = {
				head: () => incoming.head(a),
				uniform: () => incoming.sample(a, { seed }),
				blocks: () => incoming.sample(a, { seed, method: "blocks" }),
				range: () => incoming.load({ rows: { start: Math.min(a, b), end: Math.max(a, b) } }),
			};
			const part = await parts[way]();
			const rows = rowNumbers(part);
			if (way !== "range") expect(rows).toHaveLength(Math.min(a, frame.rows));

			const refused = frame.columns.filter((column) => mappingDifference(column) !== null);
			const taken = frame.columns.filter((column) => !refused.includes(column));
			const namesOf = (columns: FrameDescription["columns"]) => columns.map(({ name }) => name);
			const expected = await python.tableOfPart("part", { rows, columns: namesOf(taken) });
			const guessed = taken.filter((column) =>
				expected.domain.attributes.some(
					(variable) => variable.name === column.name && isGuessedTime(column, variable),
				),
			);
			const others = [...refused, ...guessed];
			const isOther = ({ name }: { name: string }) => namesOf(others).includes(name);
			expect(withoutVariables(describeTable(part), isOther)).toEqual(withoutVariables(expected, isOther));
			// Orange makes no table of these: under the part's Domain a row is what it is in the whole.
			const left = part.selectColumns(namesOf(refused));
			const whole = await incoming.load({ columns: namesOf(refused), domain: left.domain });
			expect(describeTable(left)).toEqual(describeTable(whole.selectRows(Uint32Array.from(rows))));
		},
		{ runs: 100 },
	);

	law(
		runner,
		"one seed samples the same rows whatever the record batches and the compression, and more of them contain fewer",
		[frames, fc.nat(60), fc.nat(60), fc.integer()],
		async (frame, n, more, seed) => {
			const samples = [];
			for (const layout of LAYOUTS) {
				const incoming = await sent(frame, layout);
				samples.push(describeTable(await incoming.sample(n, { seed })));
				const larger = rowNumbers(await incoming.sample(n + more, { seed }));
				const smaller = rowNumbers(await incoming.sample(n, { seed }));
				expect(larger.filter((row) => smaller.includes(row))).toEqual(smaller);
			}
			expect(samples[1]).toEqual(samples[0]);
			expect(samples[2]).toEqual(samples[0]);
		},
		{ runs: RUNS },
	);

	law(
		runner,
		"batches, windows and what grew are slices of what load() gives under their Domain",
		[frames, fc.constantFrom(...LAYOUTS), fc.nat(60), fc.nat(60), fc.integer()],
		async (frame, layout, a, b, seed) => {
			const incoming = await sent(frame, layout);
			const domain = await incoming.domain();
			const whole = await incoming.load({ domain });
			const batches: OrangeTable[] = [];
			for await (const batch of incoming.batches()) batches.push(batch);
			expect(describeTable(concatTables(batches))).toEqual(describeTable(whole));

			const [start, end] = [Math.min(a, b, frame.rows), Math.min(Math.max(a, b), frame.rows)];
			const lazy = await incoming.lazy();
			const window = await lazy.window({ rows: { start, end } });
			const slice = Array.from({ length: end - start }, (_, i) => start + i);
			expect(describeTable(window)).toEqual(describeTable(whole.selectRows(Uint32Array.from(slice))));
			expect(describeTable(await lazy.window({ rows: { start, end } }))).toEqual(describeTable(window));

			for (const method of ["head", "uniform"] as const) {
				const growing = await incoming.growing({ method, seed });
				await growing.grow(a);
				const before = rowNumbers(growing.table);
				const grown = await growing.grow(b);
				expect(rowNumbers(grown)).toEqual([...growing.rows]);
				expect(before.every((row) => growing.rows.includes(row))).toBe(true);
				const same =
					method === "head"
						? await incoming.head(a + b, { domain })
						: await incoming.sample(a + b, { domain, seed });
				expect(describeTable(grown)).toEqual(describeTable(same));
			}
		},
		{ runs: RUNS },
	);

	law(
		runner,
		"the exact Domain is that of load()",
		[frames],
		async (frame) => {
			const incoming = await sent(frame);
			expect(await incoming.domain({ exact: true })).toEqual((await incoming.load()).domain);
		},
		{ runs: RUNS },
	);

	test("in a view, what a later row might prove wrong is text", async () => {
		const rows = 50_001;
		const each = <T>(value: (row: number) => T) => Array.from({ length: rows }, (_, row) => value(row));
		const incoming = await sent({
			rows,
			columns: [
				{ name: "few", dtype: "object", values: each((row) => (row < 50_000 ? "ab"[row % 2]! : "late")) },
				{ name: "day", dtype: "object", values: each((row) => (row < 50_000 ? "2020-01-31" : "never")) },
				{
					name: "class",
					dtype: "category",
					categories: { name: "", dtype: "object", values: ["x", "y"] },
					ordered: false,
					codes: each((row) => (row < 50_000 ? 0 : 1)),
				},
				{ name: "flag", dtype: "object", values: each((row) => (row === 0 ? null : row < 50_000)) },
			],
		});
		const domain = await incoming.domain();
		const kinds = ["few", "day", "class", "flag"].map((name) => findVariable(domain, name)!.kind);
		expect(kinds).toEqual(["string", "string", "discrete", "discrete"]);
		expect(findVariable(domain, "flag")).toMatchObject({ values: ["False", "True"] });
		expect(incoming.reasons.get("few")).toMatch(/^text: the first rows alone do not tell \(2 distinct/);
		const last = [...(await incoming.load({ domain, rows: { start: 50_000, end: rows } })).rows()];
		expect(last).toEqual([["y", "False", "late", "never"]]);
		expect(findVariable(await incoming.domain({ exact: true }), "few")!.kind).toBe("discrete");
	});
});
