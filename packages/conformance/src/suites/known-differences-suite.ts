import { deepStrictEqual, notDeepStrictEqual } from "node:assert/strict";
import { findPython } from "../find-python";
import { MAPPING_DIFFERENCES, SENDING_DIFFERENCES, type SendingDifference } from "../known-differences";
import { PythonError } from "../python-error";
import type { TableSpec } from "../table-spec";
import { type SuiteOptions, useBothSides } from "./both-sides";

/** Every known difference is still there: a test fails when it has disappeared, so that its entry goes too. */
export function knownDifferencesSuite(options: SuiteOptions): void {
	const { runner } = options;
	runner.describe("known differences", () => {
		const bothSides = useBothSides(options);
		const withPandas3 = findPython("pandas 3") && useBothSides({ ...options, environment: "pandas 3" });

		for (const { what, example, covers, sender } of MAPPING_DIFFERENCES) {
			const sides = sender === "pandas 3" ? withPandas3 : bothSides;
			if (!sides) continue;
			runner.test(`mapping: ${what}`, async () => {
				deepStrictEqual(covers(example), true);
				const { python, orange, subject, tableName } = await sides();
				await python.send({ columns: [example] }, { tableName, transport: "file" });
				const ours = await subject.load(tableName);
				notDeepStrictEqual(ours, await resultOf(orange.tableFromFrame(tableName)));
			});
		}

		for (const { what, example, covers } of SENDING_DIFFERENCES)
			runner.test(`sending: ${what}`, async () => {
				deepStrictEqual(covers(example.variable, example.values), !example.floatMetas);
				const { python, subject, tableName, testee } = await bothSides();
				const table = tableOf(example);
				await subject.send(table, { tableName, transport: "file", compression: "none" });
				const ours = await python.get(tableName, "allye");
				notDeepStrictEqual(ours, await resultOf(testee.tableToFrame(table)));
			});
	});
}

function tableOf({ variable, values, floatMetas }: SendingDifference["example"]): TableSpec {
	const rows = values.length;
	if (floatMetas)
		return {
			rows,
			domain: { attributes: [], classVars: [], metas: [variable] },
			X: [],
			Y: [],
			metas: [values],
			floatMetas,
		};
	const domain = { attributes: [variable], classVars: [], metas: [] };
	return { rows, domain, X: [values as TableSpec["X"][number]], Y: [], metas: [] };
}

/** What the promise resolves to, or which error Python raised. */
async function resultOf(promise: Promise<unknown>): Promise<unknown> {
	try {
		return await promise;
	} catch (error) {
		if (error instanceof PythonError) return { raised: error.type };
		throw error;
	}
}
