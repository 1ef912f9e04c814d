import { deepStrictEqual } from "node:assert/strict";
import { COLUMN_KINDS, PANDAS3_COLUMN_KINDS } from "../column-arbitrary";
import { frameSpec } from "../frame-arbitrary";
import { withoutStr } from "../without-str";
import { type SuiteOptions, useBothSides } from "./both-sides";
import { useCaseCounts } from "./count-cases";
import { law } from "./law";
import { sendFrame } from "./send-frame";
import { sendingWay, supportedWay } from "./sending-way";

/** Law 1: whatever Python sends, however it sends it, the columns that are read equal get_dataframe's, value by value. */
export function valuesSuite(options: SuiteOptions): void {
	const { runner, environment = "pandas 2" } = options;
	const kinds = environment === "pandas 3" ? PANDAS3_COLUMN_KINDS : COLUMN_KINDS;
	runner.describe(`values, ${environment}`, () => {
		const bothSides = useBothSides(options);
		const count = useCaseCounts(runner);
		law(
			runner,
			`values, ${environment}: the columns that are read equal get_dataframe's`,
			[frameSpec({ kinds }), sendingWay],
			async (frame, chosen) => {
				const { python, subject, tableName } = await bothSides();
				const way = supportedWay(chosen, subject);
				await sendFrame(python, frame, { ...way, tableName });
				const expected = withoutStr(await python.get(tableName));
				deepStrictEqual(await subject.read(tableName), expected);
				for (const { dtype } of expected.columns)
					count({ law: "values", direction: "Python → here", environment, dtype, way });
			},
		);
	});
}
