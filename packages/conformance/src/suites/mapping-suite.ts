import { deepStrictEqual } from "node:assert/strict";
import { COLUMN_KINDS, PANDAS3_COLUMN_KINDS } from "../column-arbitrary";
import { frameSpec } from "../frame-arbitrary";
import { isGuessedTime, mappingDifference } from "../known-differences";
import { withoutVariables } from "../without-variables";
import { type SuiteOptions, useBothSides } from "./both-sides";
import { useCaseCounts } from "./count-cases";
import { law } from "./law";
import { sendFrame } from "./send-frame";
import { sendingWay, supportedWay } from "./sending-way";

/** Law 2: the Orange Table equals Orange's own table_from_frame of what get_dataframe gives, whichever pandas has sent it. */
export function mappingSuite(options: SuiteOptions): void {
	const { runner, environment = "pandas 2" } = options;
	const kinds = environment === "pandas 3" ? PANDAS3_COLUMN_KINDS : COLUMN_KINDS;
	runner.describe(`mapping, ${environment}`, () => {
		const bothSides = useBothSides(options);
		const count = useCaseCounts(runner);
		law(
			runner,
			`mapping, ${environment}: the Orange Table equals table_from_frame(get_dataframe(name))`,
			[frameSpec({ kinds }), sendingWay],
			async ({ rows, columns }, chosen) => {
				const { python, orange, subject, tableName } = await bothSides();
				const way = supportedWay(chosen, subject);
				const frame = { rows, columns: columns.filter((column) => mappingDifference(column) === null) };
				await sendFrame(python, frame, { ...way, tableName });
				const expected = await orange.tableFromFrame(tableName);
				const guessed = expected.domain.attributes.filter((variable) => {
					const column = frame.columns.find(({ name }) => name === variable.name);
					return column !== undefined && isGuessedTime(column, variable);
				});
				const isGuessed = ({ name }: { name: string }) => guessed.some((variable) => variable.name === name);
				deepStrictEqual(
					withoutVariables(await subject.load(tableName), isGuessed),
					withoutVariables(expected, isGuessed),
				);
				for (const { dtype } of frame.columns)
					count({ law: "mapping", direction: "Python → here", environment, dtype, way });
			},
		);
	});
}
