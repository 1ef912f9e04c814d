import { deepStrictEqual, ok } from "node:assert/strict";
import { COLUMN_KINDS, PANDAS3_COLUMN_KINDS } from "../column-arbitrary";
import { backOf, FIDELITY, type FidelityRow, fidelityOf, isKept, keptOf } from "../fidelity";
import { frameSpec } from "../frame-arbitrary";
import { mappingDifference, sendingDifference } from "../known-differences";
import { tableSpec } from "../table-arbitrary";
import type { TableSpec } from "../table-spec";
import { withoutStr } from "../without-str";
import { withoutVariables } from "../without-variables";
import { asSent, closestTo } from "./as-sent";
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
