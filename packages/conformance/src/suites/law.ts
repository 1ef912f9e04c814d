import { appendFileSync } from "node:fs";
import fc from "fast-check";
import type { TestRunner } from "./test-runner";

const DEFAULT_RUNS = 200;
/** A law on real processes on a busy machine: far more than it needs, so that only a hang runs into it. */
const MILLISECONDS_PER_RUN = 1000;

/** How often a law is tried, and with what besides random inputs. */
export interface LawOptions {
	/** How often to try it; default 200. ALLYE_RUNS scales it: with ALLYE_RUNS=20000 a law of 200 runs 20000 times. */
	runs?: number;
	/** Inputs that have failed before, or that must come up in every run. */
	examples?: unknown[][];
}

/**
 * Registers a test that `predicate` holds for every input. It fails with the law's name, the seed, the shrunk counterexample and the
 * command line that replays it.
 *
 * | environment variable | what it does |
 * | --- | --- |
 * | ALLYE_RUNS | how often each law is tried, instead of 200 times |
 * | ALLYE_SEED, ALLYE_PATH | replay a failure; the message of the failure names them |
 * | ALLYE_LAWS_FILE | a line of JSON is appended to this file for each law: `{ suite, law, runs, seed, path, failed, milliseconds }` |
 *
 * @param runner Where to register the test: `{ describe, test, afterAll }` of vitest, or of a runner like it.
 * @param name Says the law, as in "history() equals Python's"; a prefix "suite: " is the suite's name in ALLYE_LAWS_FILE.
 * @param predicate Throws where the law does not hold.
 */
export function law<Inputs extends [unknown, ...unknown[]]>(
	runner: Pick<TestRunner, "test">,
	name: string,
	arbitraries: { [Index in keyof Inputs]: fc.Arbitrary<Inputs[Index]> },
	predicate: (...inputs: Inputs) => void | Promise<void>,
	options: LawOptions = {},
): void {
	const runs = runsOf(options);
	const check = () => checkLaw(name, arbitraries, predicate, options);
	runner.test(name, check, 120_000 + runs * MILLISECONDS_PER_RUN);
}

/** Tries a law outside of a test runner. @throws Error whose message says how to replay the failure */
export async function checkLaw<Inputs extends [unknown, ...unknown[]]>(
	name: string,
	arbitraries: { [Index in keyof Inputs]: fc.Arbitrary<Inputs[Index]> },
	predicate: (...inputs: Inputs) => void | Promise<void>,
	options: LawOptions = {},
): Promise<void> {
	const { ALLYE_SEED: seed, ALLYE_PATH: path } = process.env;
	const started = Date.now();
	const property = fc.asyncProperty<Inputs>(...arbitraries, async (...inputs) => predicate(...inputs));
	const details = await fc.check(property, {
		numRuns: runsOf(options),
		...(options.examples && { examples: options.examples as Inputs[] }),
		...(seed && { seed: Number(seed) }),
		...(path && { path, endOnFailure: true }),
	});
	record(name, details, Date.now() - started);
	if (!details.failed) return;
	throw new Error(await failureMessage(name, details), { cause: details.errorInstance });
}

function runsOf({ runs = DEFAULT_RUNS }: LawOptions): number {
	const { ALLYE_RUNS } = process.env;
	return ALLYE_RUNS ? Math.max(1, Math.round((runs * Number(ALLYE_RUNS)) / DEFAULT_RUNS)) : runs;
}

async function failureMessage<Inputs>(name: string, details: fc.RunDetails<Inputs>): Promise<string> {
	const { seed, counterexamplePath } = details;
	const replay = `ALLYE_SEED=${seed} ALLYE_PATH=${counterexamplePath ?? ""}`;
	// vitest takes a regular expression.
	const pattern = JSON.stringify(name.replace(/[^\p{L}\p{N} ,:;_-]/gu, "."));
	return `The law "${name}" does not hold. Replay: ${replay} npx vitest run -t ${pattern}\n${await fc.asyncDefaultReportMessage(details)}`;
}

function record<Inputs>(name: string, details: fc.RunDetails<Inputs>, milliseconds: number): void {
	const { ALLYE_LAWS_FILE } = process.env;
	if (!ALLYE_LAWS_FILE) return;
	const [suite, law] = name.includes(": ") ? splitOnce(name) : [null, name];
	const { numRuns: runs, seed, counterexamplePath: path, failed } = details;
	const line = { suite, law, runs, seed, path, failed, milliseconds };
	appendFileSync(ALLYE_LAWS_FILE, `${JSON.stringify(line)}\n`);
}

function splitOnce(name: string): [string, string] {
	const colon = name.indexOf(": ");
	return [name.slice(0, colon), name.slice(colon + 2)];
}
