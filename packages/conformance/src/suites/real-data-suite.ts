import { deepStrictEqual } from "node:assert/strict";
import { asSent, closestTo } from "./as-sent";
import { type BothSides, type SuiteOptions, useBothSides } from "./both-sides";

/** Laws 1 to 4 for every data set that Orange and scikit-learn carry in their packages, with its classes, metas and decimals. */
export function realDataSuite(options: SuiteOptions): void {
	const { runner } = options;
	runner.describe("real data", () => {
		const bothSides = useBothSides(options);

		/** Tries every data set, and says which one failed. */
		const each = (what: string, check: (name: string, sides: BothSides) => Promise<void>) =>
			runner.test(what, async () => {
				const { testee } = await bothSides();
				for (const name of await testee.datasetNames())
					await check(name, await bothSides()).catch((cause) => {
						throw new Error(`${name}: ${cause.message}`, { cause });
					});
			});

		each("values: what is read equals get_dataframe", async (dataset, { python, subject, tableName }) => {
			await python.send({ dataset }, { tableName, transport: "file", compression: "zstd", chunkRows: 50 });
			deepStrictEqual(await subject.read(tableName), await python.get(tableName));
		});

		each("mapping: the table equals table_from_frame", async (dataset, { python, subject, tableName }) => {
			await python.send({ dataset }, { tableName, transport: "file" });
			deepStrictEqual(await subject.load(tableName), await python.tableFromFrame(tableName));
		});

		each(
			"sending: get_dataframe equals table_to_frame",
			async (dataset, { python, subject, testee, tableName }) => {
				const table = await testee.dataset(dataset);
				await subject.send(table, { tableName, transport: "file", compression: "zstd" });
				deepStrictEqual(await python.compare(tableName, table, "allye"), []);
			},
		);

		each(
			"round trips: classes, metas and decimals come back",
			async (dataset, { subject, testee, tableName }) => {
				const table = await testee.dataset(dataset);
				await subject.send(table, { tableName, transport: "file", compression: "lz4" });
				const got = await subject.load(tableName);
				deepStrictEqual(got, closestTo(got, asSent(table)));
			},
		);

		each(
			"round trips: Python gets back what Orange would send",
			async (dataset, { python, subject, tableName }) => {
				await python.send({ dataset }, { tableName, transport: "file" });
				await subject.send(await subject.load(tableName), {
					tableName: `${tableName} back`,
					transport: "file",
					compression: "none",
				});
				deepStrictEqual(
					await python.compare(`${tableName} back`, await python.tableFromFrame(tableName), "allye"),
					[],
				);
			},
		);
	});
}
