// pnpm conformance [--runs N] [FILTER …]: the laws of the conformance suite, N times each, in every environment; writes docs/conformance.md.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { conformanceText } from "./conformance-text.mjs";
import { runVitest } from "./run-vitest.mjs";
import { setUp, setUpPandas3 } from "./set-up.mjs";
import { printFailure, ROOT } from "./step.mjs";
import { textTable } from "./text-table.mjs";

/**
 * Runs the suites in a vitest of its own.
 *
 * @returns {Promise<{ code: number, laws: object[], cells: object[] }>} its exit code, and what the laws and the combination table counted
 */
async function runSuites({ runs, filters, python, pandas3 }) {
	const scratch = mkdtempSync(join(tmpdir(), "allye-conformance-"));
	const [lawsFile, cellsFile] = ["laws.jsonl", "cells.jsonl"].map((name) => join(scratch, name));
	const env = {
		ALLYE_RUNS: String(runs),
		ALLYE_LAWS_FILE: lawsFile,
		ALLYE_CELLS_FILE: cellsFile,
		ALLYE_TALLY_FILE: join(scratch, "tally.json"),
	};
	try {
		const code = await runVitest(filters, { python, pandas3, env });
		return { code, laws: linesOf(lawsFile), cells: linesOf(cellsFile) };
	} finally {
		rmSync(scratch, { recursive: true, force: true });
	}
}

function linesOf(file) {
	if (!existsSync(file)) return [];
	return readFileSync(file, "utf8")
		.split("\n")
		.filter(Boolean)
		.map((line) => JSON.parse(line));
}

function sums(cells, keys) {
	const totals = new Map();
	for (const cell of cells) {
		const key = keys.map((name) => cell[name]).join("\u0000");
		totals.set(key, (totals.get(key) ?? 0) + cell.cases);
	}
	return [...totals].sort().map(([key, cases]) => [...key.split("\u0000"), cases]);
}

function print(lines) {
	for (const line of lines) console.log(`  ${line}`);
	console.log();
}

const { values, positionals } = parseArgs({
	options: { runs: { type: "string", default: "20000" } },
	allowPositionals: true,
});
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) {
	console.error("--runs takes a whole number from 1 on.\nUsage: pnpm conformance [--runs N] [FILTER …]");
	process.exit(2);
}
try {
	const { python } = await setUp();
	const { python: pandas3 } = await setUpPandas3();
	const filters = positionals.length > 0 ? positionals : ["conformance"];
	const start = performance.now();
	const { code, laws, cells } = await runSuites({ runs, filters, python, pandas3 });
	const seconds = Math.round((performance.now() - start) / 1000);
	console.log();
	print(
		textTable(
			["law", "runs", "seconds", "seed", ""],
			laws.map(({ suite, law, runs, milliseconds, seed, failed }) => [
				`${suite ? `${suite}: ` : ""}${law}`,
				runs,
				Math.round(milliseconds / 1000),
				String(seed),
				failed ? "FAILED" : "",
			]),
		),
	);
	const keys = ["law", "transport", "environment"];
	print(textTable([...keys, "cases"], sums(cells, keys)));
	if (positionals.length === 0)
		writeFileSync(
			join(ROOT, "docs", "conformance.md"),
			conformanceText({ runs, seconds, laws, cells, cores: cpus().length }),
		);
	console.log(
		`${laws.filter(({ failed }) => !failed).length} laws hold, ${laws.filter(({ failed }) => failed).length} do not; ${seconds} s`,
	);
	process.exitCode = code === 0 ? 0 : 1;
} catch (error) {
	printFailure(error);
	process.exitCode = 1;
}
