// pnpm bench [T2 …] [--smoke] [--rounds 5] [--big-rows 10000000] …: measures us and the peers in one run and prints one table.
// What is measured at full sizes also goes into docs/benchmarks.md, beside the other targets' last results.
import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { preparePython } from "../scripts/python-environment.mjs";
import { Data } from "./data.mjs";
import { describeMachine, loadText } from "./machine.mjs";
import { measure } from "./measure.mjs";
import { byNumber, keepResult, printReport, writeReport } from "./report.mjs";
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
const isFull = Object.keys(FULL).every((name) => sizes[name] === FULL[name]);
const machine = describeMachine(python);
const rows = [];
try {
	for (const [file, make] of await targets(positionals)) {
		const target = await make(data, sizes);
		const { ours, peers = [], others = [] } = target;
		console.log(`${target.id} ${target.what}`);
		const repeats = values.smoke ? 1 : (target.repeats ?? 3);
		const results = await measure([ours, ...peers, ...others], { rounds: sizes.rounds, repeats, python });
		const measured = rowsOf(target, results);
		rows.push(...measured);
		if (isFull) keepResult(file, measured);
	}
} finally {
	data.removeScratch();
}
console.log();
printReport(rows);
console.log(`\n${machine.join("\n")}\n${loadText()}`);
if (isFull) writeReport(machine);

/** The targets in files called t<number>-…, in order: all, or those of these numbers ("T2"). */
async function targets(ids) {
	const wanted = new Set(ids.map((id) => id.toLowerCase()));
	const files = readdirSync(new URL("targets/", import.meta.url))
		.filter((file) => wanted.size === 0 || wanted.has(file.split("-")[0]))
		.sort(byNumber);
	if (files.length === 0) throw new Error(`There is no target ${ids.join(", ")}.`);
	const modules = await Promise.all(
		files.map((file) => import(new URL(`targets/${file}`, import.meta.url).href)),
	);
	return modules.map((module, i) => [files[i], module.default]);
}
