import { deepStrictEqual, ok } from "node:assert/strict";
import { COLUMN_KINDS, PANDAS3_COLUMN_KINDS } from "../column-arbitrary";
import { type ExactFloat, exactFloat, floatOf } from "../exact-value";
import { backOf, FIDELITY, type FidelityRow, fidelityOf, isKept, keptOf } from "../fidelity";
import { frameSpec } from "../frame-arbitrary";
import { mappingDifference, sendingDifference } from "../known-differences";
import { tableSpec } from "../table-arbitrary";
import type { TableSpec, VariableSpec } from "../table-spec";
import { withoutStr } from "../without-str";
import { withoutVariables } from "../without-variables";
import { type SuiteOptions, useBothSides } from "./both-sides";
import { useCaseCounts } from "./count-cases";
import { law } from "./law";
import { sendFrame } from "./send-frame";
import { sendingWay, supportedWay } from "./sending-way";

/**
 * Law 4: a round trip loses nothing but what the fidelity table says, which is printed after the tests. Where the environment has Orange,
 * what comes back is also what Orange itself would have sent back.
 */
export function roundTripsSuite(options: SuiteOptions): void {
	const { runner, environment = "pandas 2" } = options;
	const kinds = environment === "pandas 3" ? PANDAS3_COLUMN_KINDS : COLUMN_KINDS;
	const name = (what: string) => `round trips, ${environment}: ${what}`;
	runner.describe(`round trips, ${environment}`, () => {
		const bothSides = useBothSides(options);
		const count = useCaseCounts(runner);
		const trips = new Map<FidelityRow, number>();
		runner.afterAll(() => console.log(fidelityText(trips, environment)));

		law(
			runner,
			name("Python → here → Python loses what the fidelity table says"),
			[frameSpec({ kinds }), sendingWay, sendingWay],
			async (frame, there, back) => {
				const { python, subject, tableName } = await bothSides();
				const returned = `${tableName} back`;
				await sendFrame(python, frame, { ...supportedWay(there, subject), tableName });
				const way = supportedWay(back, subject);
				await subject.send(await subject.load(tableName), { ...way, tableName: returned });
				const { columns } = withoutStr(await python.get(returned, "allye"));
				deepStrictEqual(columns.map(({ name }) => name).sort(), frame.columns.map(({ name }) => name).sort());
				for (const sent of frame.columns) {
					const row = fidelityOf(sent);
					const got = columns.find(({ name }) => name === sent.name)!;
					ok(row.back.test(got.dtype), `${sent.dtype} came back as ${got.dtype}: ${row.back} was to be`);
					const kept = keptOf(sent, row);
					for (const [index, value] of backOf(got, row).entries())
						ok(
							isKept(value, kept[index]!),
							`${sent.dtype}: ${kept[index]} came back as ${value} in row ${index}`,
						);
					trips.set(row, (trips.get(row) ?? 0) + 1);
					count({
						law: "round trips",
						direction: "Python → here → Python",
						environment,
						dtype: sent.dtype,
						way,
					});
				}
			},
		);

		if (environment !== "pandas 3")
			law(
				runner,
				name("what comes back to Python is what Orange would have sent back"),
				[frameSpec(), sendingWay, sendingWay],
				async ({ rows, columns }, there, back) => {
					const { python, subject, tableName } = await bothSides();
					const frame = { rows, columns: columns.filter((column) => mappingDifference(column) === null) };
					await sendFrame(python, frame, { ...supportedWay(there, subject), tableName });
					const returned = `${tableName} back`;
					const way = supportedWay(back, subject);
					await subject.send(sendable(await subject.load(tableName)), { ...way, tableName: returned });
					const orange = sendable(await python.tableFromFrame(tableName));
					deepStrictEqual(await python.compare(returned, orange, "allye"), []);
				},
			);

		law(
			runner,
			name("here → here gives the same table: roles, decimals, zones and attributes too"),
			[tableSpec(), sendingWay],
			async (table, chosen) => {
				const { subject, tableName } = await bothSides();
				const way = supportedWay(chosen, subject);
				await subject.send(table, { ...way, tableName });
				const got = await subject.load(tableName);
				deepStrictEqual(got, closestTo(got, asSent(table)));
				for (const { kind } of Object.values(table.domain).flat())
					count({ law: "round trips", direction: "here → here", environment, dtype: kind, way });
			},
		);
	});
}

/** Without what Orange cannot send back. */
const sendable = (table: TableSpec): TableSpec =>
	withoutVariables(table, (variable, values) => sendingDifference(variable, values) !== null);

/** What a table becomes by being sent: infinite values are missing, numbers without decimals are whole, no columns have no rows. */
function asSent(table: TableSpec): TableSpec {
	const { domain, X, Y, metas } = table;
	const of = <Values extends TableSpec["metas"]>(variables: VariableSpec[], columns: Values): Values =>
		columns.map((values, index) => sentValues(variables[index]!, values)) as Values;
	return {
		rows: Object.values(domain).flat().length === 0 ? 0 : table.rows,
		domain,
		X: of(domain.attributes, X),
		Y: of(domain.classVars, Y),
		metas: of(domain.metas, metas),
	};
}

function sentValues(variable: VariableSpec, values: TableSpec["metas"][number]): TableSpec["metas"][number] {
	if (variable.kind !== "continuous" && variable.kind !== "time") return values;
	const numbers = (values as ExactFloat[]).map(floatOf);
	const areWhole =
		variable.kind === "continuous" && variable.numberOfDecimals === 0 && numbers.every(Number.isFinite);
	// + 0 makes a zero of -0, which integers do not have.
	const sent = numbers.map((value) =>
		areWhole ? Math.trunc(value) + 0 : Number.isFinite(value) ? value : Number.NaN,
	);
	return sent.map(exactFloat);
}

/** The table with those moments of `got` that differ in what nanoseconds cannot hold only. */
function closestTo(got: TableSpec, table: TableSpec): TableSpec {
	const of = <Values extends TableSpec["metas"]>(
		variables: VariableSpec[],
		columns: Values,
		others: Values,
	) =>
		columns.map((values, index) =>
			variables[index]!.kind === "time"
				? (values as ExactFloat[]).map((value, row) => closest(value, others[index]?.[row] as ExactFloat))
				: values,
		) as Values;
	const { domain, X, Y, metas } = table;
	return {
		...table,
		X: of(domain.attributes, X, got.X),
		Y: of(domain.classVars, Y, got.Y),
		metas: of(domain.metas, metas, got.metas),
	};
}

const closest = (value: ExactFloat, other: ExactFloat): ExactFloat =>
	isKept(floatOf(value), floatOf(other)) ? other : value;

function fidelityText(trips: ReadonlyMap<FidelityRow, number>, environment: string): string {
	const rows = FIDELITY.map((row) => {
		const back = row.back.source
			.replace(/^\^|\$$/g, "")
			.replace(/[\\()]/g, "")
			.replace(/\|/g, ", ");
		return `  ${row.sent} → ${back}: loses ${row.loses ?? "nothing"} (${trips.get(row) ?? 0} columns)`;
	});
	return [`Round trips through an Orange Table, ${environment}:`, ...rows].join("\n");
}
