import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { checkLaw } from "../src";

afterEach(() => vi.unstubAllEnvs());

const smallOnly = (value: number) => {
	if (value > 10) throw new Error(`${value} is more than 10`);
};

test("a law that does not hold names itself, its shrunk counterexample and how to replay it", async () => {
	const failing = () => checkLaw("numbers: are small", [fc.nat()], smallOnly);
	const { message } = await failing().catch((error) => error);
	expect(message).toMatch(
		/^The law "numbers: are small" does not hold\. Replay: ALLYE_SEED=-?\d+ ALLYE_PATH=/,
	);
	expect(message).toContain("Counterexample: [11]");
	const [, seed, path] = /ALLYE_SEED=(\S+) ALLYE_PATH=(\S+)/.exec(message) ?? [];
	vi.stubEnv("ALLYE_SEED", seed);
	vi.stubEnv("ALLYE_PATH", path);
	expect((await failing().catch((error) => error)).message).toContain("Counterexample: [11]");
});

test("ALLYE_RUNS scales how often a law is tried, and ALLYE_LAWS_FILE says it", async () => {
	const folder = mkdtempSync(join(tmpdir(), "allye laws "));
	const file = join(folder, "laws.jsonl");
	vi.stubEnv("ALLYE_LAWS_FILE", file);
	await checkLaw("a: one", [fc.nat()], () => {});
	vi.stubEnv("ALLYE_RUNS", "1000");
	await checkLaw("a: two", [fc.nat()], () => {}, { runs: 400 });
	const lines = readFileSync(file, "utf8").trim().split("\n");
	rmSync(folder, { recursive: true });
	expect(lines.map((line) => JSON.parse(line))).toMatchObject([
		{ suite: "a", law: "one", runs: 200, failed: false },
		{ suite: "a", law: "two", runs: 2000, failed: false },
	]);
});
