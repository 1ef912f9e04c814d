import { createReceiver } from "@allye/receiver";
import { randomNumbers } from "./random-numbers.mjs";

/** Scrolling: windows of some rows and columns that lie together, anywhere in the table, each read twice; how long the first and the second time. */
export default async function windows({ table: { secretDir, tableName }, count, rows, columns }) {
	const receiver = createReceiver({ secretDir });
	const incoming = await receiver.open(tableName);
	const lazy = await incoming.lazy();
	const names = lazy.domain.attributes.map(({ name }) => name);
	const random = randomNumbers(1);
	const below = (end) => Math.floor(random() * Math.max(1, end));
	const cold = [];
	const warm = [];
	const timed = async (window) => {
		const start = performance.now();
		await lazy.window(window);
		return performance.now() - start;
	};
	return {
		async work() {
			for (let i = 0; i < count; i++) {
				const start = below(lazy.rowCount - rows);
				const first = below(names.length - columns);
				const window = { rows: { start, end: start + rows }, columns: names.slice(first, first + columns) };
				cold.push(await timed(window));
				warm.push(await timed(window));
			}
		},
		values: () => ({
			"cold median ms": share(cold, 0.5),
			"cold p95 ms": share(cold, 0.95),
			"cold worst ms": share(cold, 1),
			"warm worst ms": share(warm, 1),
		}),
	};
}

/** The least number that this share of them does not exceed. */
function share(numbers, part) {
	const sorted = numbers.toSorted((a, b) => a - b);
	return sorted[Math.ceil(part * sorted.length) - 1];
}
