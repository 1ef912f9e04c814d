import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/**
 * What is measured: a work of ours/worker.mjs ("node") or of peers/worker.py ("python").
 *
 * @typedef {object} Contender
 * @property {string} name For people.
 * @property {"node" | "python"} program
 * @property {string} work
 * @property {object} args
 * @property {Record<string, string>} [env]
 * @property {number} [atLeast] For a peer: how many times faster than it we want to be.
 *
 * @typedef {object} Measured
 * @property {number} min ms
 * @property {number} median ms
 * @property {number} peakMB Largest of all its processes.
 * @property {Record<string, number>} values Other figures, each the median of its processes.
 *
 * @typedef {Measured | { missing: string }} Result
 */

const NODE_WORKER = fileURLToPath(new URL("ours/worker.mjs", import.meta.url));
const PYTHON_WORKER = fileURLToPath(new URL("peers/worker.py", import.meta.url));

/**
 * Runs the contenders in turn, `rounds` times, each time in a new process that does the work `repeats` times: so that what else the
 * machine does hits all of them alike.
 *
 * @param {Contender[]} contenders
 * @param {{ rounds: number, repeats: number, python: string | null }} options
 * @returns {Promise<Result[]>} in the order of the contenders
 */
export async function measure(contenders, { rounds, repeats, python }) {
	const runs = contenders.map(() => []);
	const missing = contenders.map(({ program }) =>
		program === "python" && !python ? "there is no Python here" : null,
	);
	for (let round = 0; round < rounds; round++) {
		for (const [i, contender] of contenders.entries()) {
			if (missing[i] !== null) continue;
			const run = await runOnce(contender, repeats, python);
			if (run.missing) missing[i] = run.missing;
			else runs[i].push(run);
		}
	}
	return contenders.map((_, i) => (missing[i] === null ? summary(runs[i]) : { missing: missing[i] }));
}

function summary(runs) {
	const sorted = (numbers) => numbers.sort((a, b) => a - b);
	const median = (numbers) => sorted(numbers)[Math.floor(numbers.length / 2)];
	const ms = sorted(runs.flatMap((run) => run.ms));
	const names = Object.keys(runs[0].values ?? {});
	return {
		min: ms[0],
		median: median(ms),
		peakMB: Math.max(...runs.map(({ peakMB }) => peakMB)),
		values: Object.fromEntries(names.map((name) => [name, median(runs.map(({ values }) => values[name]))])),
	};
}

/** @param {Contender} contender */
function runOnce({ program, work, args, env }, repeats, python) {
	const own = [work, JSON.stringify(args), String(repeats)];
	const [command, argv] =
		program === "node" ? [process.execPath, [NODE_WORKER, ...own]] : [python, ["-B", PYTHON_WORKER, ...own]];
	return new Promise((resolve, reject) => {
		const child = spawn(command, argv, { env: { ...process.env, ...env } });
		const out = [];
		const err = [];
		child.stdout.on("data", (bytes) => out.push(bytes));
		child.stderr.on("data", (bytes) => err.push(bytes));
		child.on("error", reject);
		child.on("close", (code) => {
			const lines = Buffer.concat(out).toString().trim().split("\n");
			if (code === 0) resolve(JSON.parse(lines.at(-1)));
			else reject(new Error(`${work} (${program}) ended with ${code}:\n${Buffer.concat(err)}`));
		});
	});
}
