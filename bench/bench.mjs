// pnpm bench [T2 …] [--smoke] [--rounds 5] [--big-rows 10000000] …: measures us and the peers in one run and prints one table.
// All targets at full sizes also become docs/benchmarks.md.
import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { preparePython } from "../scripts/python-environment.mjs";
import { Data } from "./data.mjs";
import { describeMachine } from "./machine.mjs";
import { measure } from "./measure.mjs";
import { printReport, writeReport } from "./report.mjs";
import { FULL, SMOKE } from "./sizes.mjs";
import { rowsOf } from "./target.mjs";

const optionOf = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		smoke: { type: "boolean" },
		...Object.fromEntries(Object.keys(FULL).map((name) => [optionOf(name), { type: "string" }])),
	},
});
const sizes = { ...(values.smoke ? SMOKE : FULL) };
for (const name of Object.keys(sizes)) sizes[name] = Number(values[optionOf(name)] ?? sizes[name]);

const { python, reason } = await preparePython({
	name: ".venv-bench",
	requirements: "python/requirements-bench.txt",
});
if (!python) throw new Error(`The data is made by Python. ${reason}`);
const data = new Data({ python, sizes });
const rows = [];
try {
	for (const make of await targets(positionals)) {
		const target = await make(data, sizes);
		const { ours, peers = [], others = [] } = target;
		console.log(`${target.id} ${target.what}`);
		const repeats = values.smoke ? 1 : (target.repeats ?? 3);
		const results = await measure([ours, ...peers, ...others], { rounds: sizes.rounds, repeats, python });
		rows.push(...rowsOf(target, results));
	}
} finally {
	data.removeScratch();
}
console.log();
printReport(rows);
const machine = describeMachine(python);
console.log(`\n${machine.join("\n")}`);
if (!values.smoke && positionals.length === 0) writeReport(rows, machine, sizes);

/** The targets in files called t<number>-…, in order: all, or those of these numbers ("T2"). */
async function targets(ids) {
	const wanted = new Set(ids.map((id) => id.toLowerCase()));
	const number = (file) => Number(/^t(\d+)-/.exec(file)[1]);
	const files = readdirSync(new URL("targets/", import.meta.url))
		.filter((file) => wanted.size === 0 || wanted.has(file.split("-")[0]))
		.sort((a, b) => number(a) - number(b) || (a < b ? -1 : 1));
	if (files.length === 0) throw new Error(`There is no target ${ids.join(", ")}.`);
	const modules = await Promise.all(
		files.map((file) => import(new URL(`targets/${file}`, import.meta.url).href)),
	);
	return modules.map((module) => module.default);
}
