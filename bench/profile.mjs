// node bench/profile.mjs load|send zstd|none [--rows N]: where the time of loading or sending Mid goes. Times are of CPUs, so that what
// else the machine does counts less; the share of a function is what a sampling profiler saw of the main thread.
import { readFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { parseArgs } from "node:util";
import { preparePython } from "../scripts/python-environment.mjs";
import { textTable } from "../scripts/text-table.mjs";
import { Data } from "./data.mjs";
import { FULL } from "./sizes.mjs";

const RUNS = 5;
const { values, positionals } = parseArgs({ allowPositionals: true, options: { rows: { type: "string" } } });
const [name = "load", compression = "zstd"] = positionals;
const sizes = { ...FULL, midRows: Number(values.rows ?? FULL.midRows) };
const { python } = await preparePython({
	name: ".venv-bench",
	requirements: "python/requirements-bench.txt",
	variable: "ALLYE_PYTHON",
});
const data = new Data({ python, sizes });
const table = await data.mid(compression);
const { default: prepare } = await import(`./ours/${name}.mjs`);
const { work, after } = await prepare({ table, scratch: data.scratch() });
await once(); // compiled and warm

const session = new Session();
session.connect();
await session.post("Profiler.enable");
await session.post("Profiler.setSamplingInterval", { interval: 500 });
await session.post("Profiler.start");
const runs = [];
for (let i = 0; i < RUNS; i++) runs.push(await once());
const { profile } = await session.post("Profiler.stop");
data.removeScratch();

const mean = (key) => runs.reduce((sum, run) => sum + run[key], 0) / RUNS;
const main = mean("main");
const rows = [...selfShares(profile)]
	.sort(([, a], [, b]) => b - a)
	.slice(0, 25)
	.map(([where, share]) => [where, Number((share * main).toFixed(1)), Number((share * 100).toFixed(1))]);
for (const line of textTable(["function", "CPU ms", "% of main thread"], rows)) console.log(line);
console.log(
	`\none ${name}: ${mean("wall").toFixed(0)} ms, CPU ${main.toFixed(0)} ms main thread + ${mean("others").toFixed(0)} ms others`,
);

async function once() {
	const before = { wall: performance.now(), all: allCpu(), main: mainCpu() };
	const result = await work();
	const own = mainCpu() - before.main;
	const times = {
		wall: performance.now() - before.wall,
		main: own,
		others: allCpu() - before.all - own,
	};
	await after?.(result);
	return times;
}

function allCpu() {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}

/** CPU time of the main thread in ms. Linux only. */
function mainCpu() {
	return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8").split(" ")[0]) / 1e6;
}

/** The share of each function in the time that the main thread was not idle. */
function selfShares({ nodes, samples, timeDeltas }) {
	const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
	const self = new Map();
	let total = 0;
	samples.forEach((id, i) => {
		const where = names.get(id);
		if (where === "(idle)") return;
		self.set(where, (self.get(where) ?? 0) + timeDeltas[i]);
		total += timeDeltas[i];
	});
	return [...self].map(([where, time]) => [where, time / total]);
}

function nameOf({ functionName, url, lineNumber }) {
	const unit = /packages\/([^/]+)\//.exec(url)?.[1];
	return `${functionName || "(anonymous)"}${unit ? ` ${unit}:${lineNumber + 1}` : ""}`;
}
