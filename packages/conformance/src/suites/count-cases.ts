import { appendFileSync } from "node:fs";
import type { SendingWay } from "./sending-way";
import type { TestRunner } from "./test-runner";

/** One cell of the combination table. */
export interface Cell {
	/** Its name: "values". */
	law: string;
	way: Pick<SendingWay, "transport" | "compression">;
	/** "Python → here", "here → Python", "Python → here → Python", "here → here". */
	direction: string;
	environment: string;
	/** A pandas dtype or a kind of variable. */
	dtype: string;
}

/**
 * Counts the cases behind each cell of the combination table. After the suite they are appended to the file that ALLYE_CELLS_FILE names,
 * a line of JSON each: the cell, and `cases`.
 */
export function useCaseCounts(runner: TestRunner): (cell: Cell) => void {
	const counts = new Map<string, number>();
	runner.afterAll(() => {
		const { ALLYE_CELLS_FILE: file } = process.env;
		if (!file) return;
		const lines = [...counts].map(([cell, cases]) => JSON.stringify({ ...JSON.parse(cell), cases }));
		appendFileSync(file, lines.map((line) => `${line}\n`).join(""));
	});
	return ({ way: { transport, compression }, law, direction, dtype, environment }) => {
		const key = JSON.stringify({ law, transport, direction, compression, dtype, environment });
		counts.set(key, (counts.get(key) ?? 0) + 1);
	};
}
