import { deepStrictEqual } from "node:assert/strict";
import { sendingDifference } from "../known-differences";
import { tableSpec } from "../table-arbitrary";
import { withoutVariables } from "../without-variables";
import { type SuiteOptions, useBothSides } from "./both-sides";
import { useCaseCounts } from "./count-cases";
import { law } from "./law";
import { sendingWay, supportedWay } from "./sending-way";

/** Law 3: what Python gets of an Orange Table is the frame that Orange's own table_to_frame makes of it. */
export function sendingSuite(options: SuiteOptions): void {
	const { runner, environment = "pandas 2" } = options;
	runner.describe(`sending, ${environment}`, () => {
		const bothSides = useBothSides(options);
		const count = useCaseCounts(runner);
		law(
			runner,
			`sending, ${environment}: get_dataframe equals table_to_frame(table, include_metas=True)`,
			[tableSpec(), sendingWay],
			async (any, chosen) => {
				const { python, subject, tableName } = await bothSides();
				const way = supportedWay(chosen, subject);
				const table = withoutVariables(
					any,
					(variable, values) => sendingDifference(variable, values) !== null,
				);
				await subject.send(table, { ...way, tableName });
				deepStrictEqual(await python.compare(tableName, table, "allye"), []);
				for (const variables of Object.values(table.domain))
					for (const { kind } of variables)
						count({ law: "sending", direction: "here → Python", environment, dtype: kind, way });
			},
		);
	});
}
