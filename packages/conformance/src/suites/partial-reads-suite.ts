import { deepStrictEqual } from "node:assert/strict";
import fc from "fast-check";
import { COLUMN_KINDS } from "../column-arbitrary";
import { frameSpec } from "../frame-arbitrary";
import type { FrameDescription } from "../frame-spec";
import type { TableSpec } from "../table-spec";
import { type SuiteOptions, useBothSides } from "./both-sides";
import { useCaseCounts } from "./count-cases";
import { law } from "./law";
import { sendFrame } from "./send-frame";
import { sendingWay, supportedWay } from "./sending-way";
import { columnsOfFrame, columnsOfTable, rowsAt, rowsOfFrame, rowsOfTable } from "./slices";

/** Rows of the table by their numbers, which {@link numbered} gave them. */
const ROW = "row number";

/**
 * Law 8: under one Domain, whatever reads a part of a table gives the same slice of the whole; whatever the record batches, the
 * compression and the transport. head(), sample() and batches() are tried where the implementation has them.
 */
export function partialReadsSuite(options: SuiteOptions): void {
	const { runner, environment = "pandas 2" } = options;
	const name = (what: string) => `partial reads, ${environment}: ${what}`;
	runner.describe(`partial reads, ${environment}`, () => {
		const bothSides = useBothSides(options);
		const count = useCaseCounts(runner);

		/** Has Python send a frame, and loads the whole of it: its Domain is that of all parts. */
		const sent = async (frame: FrameDescription, chosen: Parameters<typeof supportedWay>[0]) => {
			const { python, subject, tableName } = await bothSides();
			const way = supportedWay(chosen, subject);
			await sendFrame(python, frame, { ...way, tableName });
			for (const { dtype } of frame.columns)
				count({ law: "partial reads", direction: "Python → here", environment, dtype, way });
			const whole = await subject.load(tableName);
			return { subject, tableName, whole, domain: whole.domain };
		};

		law(
			runner,
			name("rows and columns of load() are that slice of the whole"),
			[frameSpec(), sendingWay, slice],
			async (frame, way, { rows, columns }) => {
				const { subject, tableName, whole, domain } = await sent(frame, way);
				const range = rowsWithin(rows, whole.rows);
				const names = frame.columns.map(({ name }) => name).filter((_, index) => columns[index]);
				const part = await subject.load(tableName, { domain, rows: range });
				deepStrictEqual(part, rowsOfTable(whole, range.start, range.end));
				deepStrictEqual(
					await subject.load(tableName, { domain: columnsOfTable(whole, names).domain, rows: range }),
					columnsOfTable(part, names),
				);
			},
		);

		law(
			runner,
			name("rows and columns that are read are that slice of all"),
			[frameSpec({ kinds: OF_ONE_DTYPE }), sendingWay, slice],
			async (frame, way, { rows, columns }) => {
				const { subject, tableName } = await sent(frame, way);
				const names = frame.columns.map(({ name }) => name).filter((_, index) => columns[index]);
				const all = await subject.read(tableName);
				const range = rowsWithin(rows, all.rows);
				// Without a record batch there are no categories either.
				fc.pre(range.start < range.end);
				const part = rowsOfFrame(all, range.start, range.end);
				deepStrictEqual(await subject.read(tableName, { rows: range }), part);
				deepStrictEqual(
					await subject.read(tableName, { rows: range, columns: names }),
					columnsOfFrame(part, names),
				);
			},
		);

		law(
			runner,
			name("head(n) is the first n rows of the whole"),
			[frameSpec(), sendingWay, fc.nat(45)],
			async (frame, way, n) => {
				const { subject, tableName, whole, domain } = await sent(frame, way);
				const head = await subject.head?.(tableName, n, { domain });
				if (head) deepStrictEqual(head, rowsOfTable(whole, 0, Math.min(n, whole.rows)));
			},
		);

		law(
			runner,
			name("sample(n) is n rows of the whole in their order, and a larger one contains it"),
			[frameSpec(), sendingWay, fc.nat(45), fc.nat(45), fc.integer()],
			async (frame, way, n, more, seed) => {
				const { subject, tableName, whole, domain } = await sent(numbered(frame), way);
				if (!subject.sample) return;
				const small = await subject.sample(tableName, n, { domain, seed });
				const large = await subject.sample(tableName, n + more, { domain, seed });
				const [few, many] = [small, large].map(rowNumbers) as [number[], number[]];
				deepStrictEqual(
					[few.length, many.length],
					[n, n + more].map((size) => Math.min(size, frame.rows)),
				);
				deepStrictEqual(
					many.filter((row) => few.includes(row)),
					few,
				);
				deepStrictEqual(
					many,
					[...new Set(many)].sort((a, b) => a - b),
				);
				deepStrictEqual(large, rowsAt(whole, many));
				deepStrictEqual(small, rowsAt(whole, few));
			},
		);

		law(
			runner,
			name("batches() one after another are the whole"),
			[frameSpec(), sendingWay],
			async (frame, way) => {
				const { subject, tableName, whole, domain } = await sent(frame, way);
				const batches = subject.batches && (await collect(subject.batches(tableName, { domain })));
				let start = 0;
				for (const batch of batches ?? []) {
					deepStrictEqual(batch, rowsOfTable(whole, start, start + batch.rows));
					start += batch.rows;
				}
				if (batches) deepStrictEqual(start, whole.rows);
			},
		);
	});
}

/** The dtype of the others depends on whether something is missing, in the column or in its lists: a slice may have another. */
const OF_ONE_DTYPE = COLUMN_KINDS.filter((kind) => kind !== "object of bool" && kind !== "list");

const slice = fc.record({
	rows: fc.tuple(fc.nat(40), fc.nat(40)),
	columns: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
});

function rowsWithin([a, b]: [number, number], rows: number): { start: number; end: number } {
	const [start, end] = [Math.min(a, rows), Math.min(b, rows)].sort((x, y) => x - y) as [number, number];
	return { start, end };
}

/** The frame with a first column that numbers its rows. */
function numbered({ rows, columns }: FrameDescription): FrameDescription {
	const values = Array.from({ length: rows }, (_, row) => String(row));
	const others = columns.filter(({ name }) => name !== ROW);
	return { rows, columns: [{ name: ROW, dtype: "int64", values }, ...others] };
}

function rowNumbers({ domain, X }: TableSpec): number[] {
	return X[domain.attributes.findIndex(({ name }) => name === ROW)]!.map(Number);
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
	const all: Item[] = [];
	for await (const item of items) all.push(item);
	return all;
}
