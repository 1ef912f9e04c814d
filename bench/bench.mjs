// pnpm bench [T2 …] [--node 24] [--smoke] [--rounds 5] [--big-rows 10000000] …: measures us and the peers in one run and prints one
// table. What is measured at full sizes also goes into docs/benchmarks.md, beside the other targets' last results.
import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { preparePython } from "../scripts/python-environment.mjs";
import { Data } from "./data.mjs";
import { describeMachine, loadText } from "./machine.mjs";
import { measure, TryOut } from "./measure.mjs";
import { findNodes } from "./nodes.mjs";
import { byNumber, keepResult, printReport, writeReport } from "./report.mjs";
import { FULL, SMOKE } from "./sizes.mjs";
import { distancesOf, rowsOf } from "./target.mjs";

const optionOf = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		smoke: { type: "boolean" },
		node: { type: "string", multiple: true, default: [] },
		...Object.fromEntries(Object.keys(FULL).map((name) => [optionOf(name), { type: "string" }])),
	},
});
const sizes = { ...(values.smoke ? SMOKE : FULL) };
for (const name of Object.keys(sizes)) sizes[name] = Number(values[optionOf(name)] ?? sizes[name]);

const { python, reason } = await preparePython({
	name: ".venv-bench",
	requirements: "python/requirements-bench.txt",
	variable: "ALLYE_PYTHON",
});
if (!python) throw new Error(`The data is made by Python. ${reason}`);
const nodes = await findNodes(values.node);
const data = new Data({ python, sizes });
const isFull = Object.keys(FULL).every((name) => name === "rounds" || sizes[name] === FULL[name]);
const machine = describeMachine(python, nodes);
const tryOut = values.smoke ? new TryOut(python) : null;
const rows = [];
const distances = [];
try {
	for (const target of await targets(positionals)) {
		console.log(`${target.id} ${target.what}`);
		const measured = await resultsOf(target);
		rows.push(...rowsOf(target, measured));
		distances.push(...distancesOf(target, measured));
		if (isFull)
			keepResult(target, { rows: rowsOf(target, measured), distances: distancesOf(target, measured) });
	}
} finally {
	await tryOut?.end();
	data.removeScratch();
}
console.log();
printReport(rows, distances);
console.log(`\n${machine.join("\n")}\n${loadText()}`);
if (isFull) writeReport(machine, sizes);

/** @param {import("./target.mjs").Target} target */
async function resultsOf({ ours, peers = [], others = [], limit, repeats = 3, processes = 1 }) {
	const ourselves = nodes.map(({ path }) => ({ ...ours, node: path }));
	const contenders = [...ourselves, ...peers, ...others, ...(limit ? [limit] : [])];
	const results = tryOut
		? await tryOut.run(contenders)
		: await measure(contenders, { rounds: processes * sizes.rounds, repeats, python });
	for (const [i, { failed }] of results.entries()) {
		if (!failed) continue;
		console.error(`${contenders[i].name}: ${failed.message}`);
		process.exitCode = 1;
	}
	const next = (count) => results.splice(0, count);
	return {
		ours: next(nodes.length).map((result, i) => ({ version: nodes[i].version, result })),
		peers: next(peers.length),
		others: next(others.length),
		limit: results[0],
	};
}

/** The targets in files called t<number>-…, in order: all, or those of these numbers ("T2"). */
async function targets(ids) {
	const wanted = new Set(ids.map((id) => id.toLowerCase()));
	const files = readdirSync(new URL("targets/", import.meta.url))
		.filter((file) => wanted.size === 0 || file.split("-").some((part) => wanted.has(part)))
		.sort(byNumber);
	if (files.length === 0) throw new Error(`There is no target ${ids.join(", ")}.`);
	const made = [];
	for (const file of files) {
		const { default: make } = await import(new URL(`targets/${file}`, import.meta.url).href);
		made.push(...[await make(data, sizes)].flat());
	}
	return made.filter(({ id }) => wanted.size === 0 || wanted.has(id.toLowerCase()));
}
