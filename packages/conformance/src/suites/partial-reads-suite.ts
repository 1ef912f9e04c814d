import { deepStrictEqual } from "node:assert/strict";
import fc from "fast-check";
import { COLUMN_KINDS, PANDAS3_COLUMN_KINDS } from "../column-arbitrary";
import { frameSpec } from "../frame-arbitrary";
import type { ColumnSpec, FrameDescription } from "../frame-spec";
import type { TableSpec } from "../table-spec";
import { type SuiteOptions, useBothSides } from "./both-sides";
import { useCaseCounts } from "./count-cases";
import type { Implementation } from "./implementation";
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
	const kinds = environment === "pandas 3" ? PANDAS3_COLUMN_KINDS : COLUMN_KINDS;
	runner.describe(`partial reads, ${environment}`, () => {
		const bothSides = useBothSides(options);
		const count = useCaseCounts(runner);
		law(
			runner,
			`partial reads, ${environment}: rows, columns, head, sample and batches are that slice of the whole`,
			[frameSpec({ kinds }).map(numbered), sendingWay, parts],
			async (frame, chosen, part) => {
				const { python, subject, tableName } = await bothSides();
				const way = supportedWay(chosen, subject);
				await sendFrame(python, frame, { ...way, tableName });
				const whole = await subject.load(tableName);
				for (const [what, check] of Object.entries(CHECKS))
					await check({ frame, whole, subject, tableName }, part).catch((error) => {
						error.message = `${what}: ${error.message}`;
						throw error;
					});
				for (const { dtype } of frame.columns)
					count({ law: "partial reads", direction: "Python → here", environment, dtype, way });
			},
		);
	});
}

interface Sent {
	frame: FrameDescription;
	/** All of it; its Domain is that of all parts. */
	whole: TableSpec;
	subject: Implementation;
	tableName: string;
}

const parts = fc.record({
	rows: fc.tuple(fc.nat(40), fc.nat(40)),
	columns: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
	n: fc.nat(45),
	more: fc.nat(45),
	seed: fc.integer(),
});
type Parts = typeof parts extends fc.Arbitrary<infer Part> ? Part : never;

const CHECKS: Record<string, (sent: Sent, part: Parts) => Promise<void>> = {
	"rows and columns of load()": async ({ frame, whole, subject, tableName }, { rows, columns }) => {
		const { domain } = whole;
		const range = rowsWithin(rows, whole.rows);
		const names = chosenNames(frame, columns);
		const part = await subject.load(tableName, { domain, rows: range });
		deepStrictEqual(part, rowsOfTable(whole, range.start, range.end));
		deepStrictEqual(
			await subject.load(tableName, { domain: columnsOfTable(whole, names).domain, rows: range }),
			columnsOfTable(part, names),
		);
	},
	"rows and columns that are read": async ({ frame, subject, tableName }, { rows, columns }) => {
		const names = frame.columns.filter(isOfOneDtype).map(({ name }) => name);
		const all = await subject.read(tableName, { columns: names });
		const range = rowsWithin(rows, all.rows);
		const part = rowsOfFrame(all, range.start, range.end);
		deepStrictEqual(await subject.read(tableName, { columns: names, rows: range }), part);
		const few = chosenNames(frame, columns).filter((name) => names.includes(name));
		deepStrictEqual(await subject.read(tableName, { rows: range, columns: few }), columnsOfFrame(part, few));
	},
	"head(n)": async ({ whole, subject, tableName }, { n }) => {
		const head = await subject.head?.(tableName, n, { domain: whole.domain });
		if (head) deepStrictEqual(head, rowsOfTable(whole, 0, Math.min(n, whole.rows)));
	},
	"sample(n)": async ({ whole, subject, tableName }, { n, more, seed }) => {
		const { domain, rows } = whole;
		if (!subject.sample || !domain.attributes.some(({ name }) => name === ROW)) return;
		const small = await subject.sample(tableName, n, { domain, seed });
		const large = await subject.sample(tableName, n + more, { domain, seed });
		const [few, many] = [small, large].map(rowNumbers) as [number[], number[]];
		deepStrictEqual(
			[few.length, many.length],
			[n, n + more].map((size) => Math.min(size, rows)),
		);
		// A larger one of one seed contains the smaller; both are in the table's order.
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
	"batches()": async ({ whole, subject, tableName }) => {
		if (!subject.batches) return;
		let start = 0;
		for await (const batch of subject.batches(tableName, { domain: whole.domain })) {
			deepStrictEqual(batch, rowsOfTable(whole, start, start + batch.rows));
			start += batch.rows;
		}
		deepStrictEqual(start, whole.rows);
	},
};

/** The dtype of the others depends on whether something is missing, in the column or in its lists: a slice may have another. */
const isOfOneDtype = (column: ColumnSpec): boolean =>
	!("values" in column && column.dtype === "object") ||
	!column.values.some(
		(value) => typeof value === "boolean" || (typeof value === "object" && value !== null && "list" in value),
	);

const chosenNames = ({ columns }: FrameDescription, chosen: readonly boolean[]): string[] =>
	columns.flatMap(({ name }, index) => (chosen[index] ? name : []));

function rowsWithin([a, b]: [number, number], rows: number): { start: number; end: number } {
	const [start, end] = [Math.min(a, rows), Math.min(b, rows)].sort((x, y) => x - y) as [number, number];
	return { start, end };
}

/** The frame with a first column that numbers its rows; without columns it has none. */
function numbered({ rows, columns }: FrameDescription): FrameDescription {
	if (columns.length === 0) return { rows, columns };
	const values = Array.from({ length: rows }, (_, row) => String(row));
	const others = columns.filter(({ name }) => name !== ROW);
	return { rows, columns: [{ name: ROW, dtype: "int64", values }, ...others] };
}

function rowNumbers({ domain, X }: TableSpec): number[] {
	return X[domain.attributes.findIndex(({ name }) => name === ROW)]!.map(Number);
}
