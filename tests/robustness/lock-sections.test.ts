import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PYTHON, program } from "./python";
import { isSoak, SOAK_TIMEOUT, soakSize } from "./soak-size";
import { withTemporaryDirectory } from "./with-temporary-directory";

const EACH = soakSize(500, 25_000);

test.skipIf(!PYTHON || process.platform === "win32")(
	"2 TypeScript and 2 Python processes want the lock all the time: no two have it at once, and none keeps it long",
	{ timeout: SOAK_TIMEOUT, retry: 1 },
	() =>
		withTemporaryDirectory(async (folder) => {
			const [lock, counter] = ["manifest.lock", "counter"].map((name) => join(folder, name));
			writeFileSync(counter!, "0");
			const kinds = ["node", "node", "python", "python"];
			const times = kinds.map((_, i) => join(folder, `times${i}`));
			const processes = kinds.map((kind, i) => {
				const [command, file] =
					kind === "node" ? [process.execPath, "lock-sections.mjs"] : [PYTHON!, "lock-sections.py"];
				return spawn(command!, [program(file!), lock!, counter!, String(EACH), times[i]!], {
					stdio: ["pipe", "pipe", "inherit"],
				});
			});
			const ended = processes.map(async (child) => (await once(child, "close"))[0]);
			// All begin at once: whoever starts faster would be through before the others want the lock.
			await Promise.all(processes.map(({ stdout }) => once(stdout, "data")));
			for (const { stdin, stdout } of processes) {
				stdout.resume();
				stdin.end();
			}
			expect(await Promise.all(ended)).toEqual([0, 0, 0, 0]);
			const sections = kinds
				.flatMap((kind, i) => sectionsIn(times[i]!, kind))
				.sort((a, b) => a.begin - b.begin);
			expect(sections).toHaveLength(4 * EACH);
			expect(Number(readFileSync(counter!, "utf8"))).toBe(4 * EACH);
			const overlaps = sections.filter(({ begin }, i) => i > 0 && begin < sections[i - 1]!.end);
			const changes = sections.filter(({ kind }, i) => i > 0 && kind !== sections[i - 1]!.kind).length;
			const of = (kind: string) => sections.filter((each) => each.kind === kind);
			const held = (kind: string) => quantiles(of(kind).map(({ begin, end }) => end - begin));
			const cpu = (kind: string) => quantiles(of(kind).map((each) => each.cpu));
			const isBusy = loadavg()[0]! > 2 * availableParallelism();
			console.log("lock sections:", {
				sections: sections.length,
				overlaps: overlaps.length,
				changesBetweenTypeScriptAndPython: changes,
				heldMs: { node: held("node"), python: held("python") },
				processorMs: { node: cpu("node"), python: cpu("python") },
				loadAverage: loadavg()[0],
			});
			expect(overlaps).toEqual([]);
			expect(changes).toBeGreaterThan(10);
			expect(cpu("node").p99).toBeLessThan(5);
			// Other tests want the processors too: then a clock tells how long they had them. `pnpm soak lock` has the machine to itself.
			if (isSoak && !isBusy) expect(held("node").p99).toBeLessThan(5);
		}),
);

interface Section {
	kind: string;
	/** Milliseconds. */
	begin: number;
	end: number;
	cpu: number;
}

function sectionsIn(path: string, kind: string): Section[] {
	const { buffer } = new Uint8Array(readFileSync(path));
	const times = Array.from(new BigInt64Array(buffer), (nanoseconds) => Number(nanoseconds) / 1e6);
	return Array.from({ length: times.length / 3 }, (_, i) => ({
		kind,
		begin: times[3 * i]!,
		end: times[3 * i + 1]!,
		cpu: times[3 * i + 2]!,
	}));
}

function quantiles(values: number[]) {
	const sorted = values.sort((a, b) => a - b);
	const at = (share: number) => Number(sorted[Math.floor(share * (sorted.length - 1))]!.toFixed(3));
	return { p50: at(0.5), p99: at(0.99), max: at(1) };
}
