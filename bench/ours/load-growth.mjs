import { statSync } from "node:fs";
import { createReceiver } from "@allye/receiver";
import load from "./load.mjs";

/** Loads of tables of several sizes in turn, and how well their least CPU times lie on a line over their payloads' bytes. */
export default async function loadGrowth({ tables }) {
	const loads = [];
	for (const table of tables) {
		const entries = await createReceiver({ secretDir: table.secretDir }).tables();
		const { locator } = entries.find(({ tableName }) => tableName === table.tableName).ready.payload;
		loads.push({
			bytes: statSync(locator).size,
			work: (await load({ table })).work,
			least: Number.POSITIVE_INFINITY,
		});
	}
	return {
		async work() {
			for (const each of loads) {
				const before = process.cpuUsage();
				await each.work();
				const { user, system } = process.cpuUsage(before);
				each.least = Math.min(each.least, user + system);
			}
		},
		values: () => ({
			"R²": squaredCorrelation(
				loads.map(({ bytes }) => bytes),
				loads.map(({ least }) => least),
			),
		}),
	};
}

function squaredCorrelation(x, y) {
	const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
	const [meanX, meanY] = [mean(x), mean(y)];
	const sum = (term) => x.reduce((total, _, i) => total + term(x[i] - meanX, y[i] - meanY), 0);
	return sum((a, b) => a * b) ** 2 / (sum((a) => a * a) * sum((_, b) => b * b));
}
