import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
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
 * @property {string} [node] Path of the Node that runs our code; the one that runs this by default.
 *
 * @typedef {object} Measured
 * @property {number} min ms
 * @property {number} median ms
 * @property {number} peakMB Largest of all its processes.
 * @property {Record<string, number>} values Other figures, each the median of its processes.
 *
 * @typedef {Measured | { missing: string, failed?: Error }} Result `failed` where it is there and does not work.
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
	const missing = contenders.map(() => null);
	for (let round = 0; round < rounds; round++) {
		for (const [i, contender] of contenders.entries()) {
			if (missing[i] !== null) continue;
			const run = await runOnce(contender, repeats, python);
			if (run.missing) missing[i] = run;
			else runs[i].push(run);
		}
	}
	return contenders.map((_, i) => missing[i] ?? summary(runs[i]));
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
async function runOnce(contender, repeats, python) {
	const worker = new Worker(contender, python);
	const run = await worker.ask(contender, repeats).catch(failure);
	await worker.end();
	return run;
}

/** One that fails must not take the others' results with it. */
const failure = (failed) => ({ missing: `failed: ${failed.message.split("\n")[0]}`, failed });

/**
 * Runs contenders once each, to see that all work: those of one program in one process, both programs at once. Says nothing about times.
 */
export class TryOut {
	#python;
	#workers = new Map();

	/** @param {string} python */
	constructor(python) {
		this.#python = python;
	}

	/** @param {Contender[]} contenders @returns {Promise<Result[]>} in their order */
	async run(contenders) {
		const results = new Map();
		const runAll = async (program) => {
			for (const contender of contenders.filter((each) => each.program === program)) {
				const run = await this.#worker(contender).ask(contender, 1).catch(failure);
				results.set(contender, run.missing ? run : summary([run]));
			}
		};
		await Promise.all([runAll("node"), runAll("python")]);
		return contenders.map((contender) => results.get(contender));
	}

	async end() {
		await Promise.all([...this.#workers.values()].map((worker) => worker.end()));
	}

	#worker(contender) {
		const { program, env, node } = contender;
		const key = JSON.stringify([program, env, program === "node" ? node : undefined]);
		let worker = this.#workers.get(key);
		if (!worker || worker.hasEnded) {
			worker = new Worker(contender, this.#python);
			this.#workers.set(key, worker);
		}
		return worker;
	}
}

/** A process that does works, one after another: a line of JSON asks, a line of JSON answers. */
class Worker {
	#child;
	#answers;
	#errors = [];
	#exited;
	hasEnded = false;

	/** @param {Contender} contender */
	constructor({ program, env, node = process.execPath }, python) {
		const [command, argv] = program === "node" ? [node, [NODE_WORKER]] : [python, ["-B", PYTHON_WORKER]];
		this.#child = spawn(command, argv, { env: { ...process.env, ...env, BENCH_NODE: node } });
		this.#child.stderr.on("data", (bytes) => this.#errors.push(bytes));
		this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
		this.#exited = new Promise((resolve, reject) => {
			this.#child.on("error", reject);
			this.#child.on("close", (code) => {
				this.hasEnded = true;
				resolve(code);
			});
		});
		this.#child.stdin.on("error", () => {}); // It ended: the missing answer says so.
	}

	/** @param {Contender} contender */
	async ask({ work, args }, repeats) {
		this.#child.stdin.write(`${JSON.stringify({ work, args, repeats })}\n`);
		const { value } = await this.#answers.next();
		if (value !== undefined) return JSON.parse(value);
		const code = await this.#exited;
		throw new Error(`${work} ended with exit code ${code}\n${Buffer.concat(this.#errors)}`);
	}

	async end() {
		this.#child.stdin.end();
		await this.#exited;
	}
}
