import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { ManifestIndex, manifestHealth, resolveSecretDir } from "@allye/protocol";
import { expect, test } from "vitest";
import { PYTHON, program } from "./python";
import { SOAK_TIMEOUT, soakSize } from "./soak-size";
import { withTemporaryDirectory } from "./with-temporary-directory";

const WRITERS = 4;

test.skipIf(!PYTHON || process.platform === "win32")(
	"4 TypeScript and 4 Python writers, killed at random: no acknowledged TypeScript event is lost, and no reader fails",
	{ timeout: SOAK_TIMEOUT },
	() =>
		withTemporaryDirectory(async (secretDir) => {
			const wanted = soakSize(400, 10_000);
			const writers = new Writers(secretDir);
			const dir = resolveSecretDir({ secretDir });
			const index = new ManifestIndex(dir);
			const python = new PythonReader(secretDir);
			const failures: unknown[] = [];
			let reads = 0;
			for (let i = 0; i < WRITERS; i++) {
				writers.start("node");
				writers.start("python");
			}
			while (writers.acknowledged.length < wanted || writers.kills < wanted / 30) {
				await sleep(500);
				await index.refresh().catch((error) => failures.push(error));
				const answer = await python.read();
				if (typeof answer === "string") failures.push(answer);
				reads++;
			}
			await writers.stop();
			await python.end();

			await index.refresh();
			const ours = new Set((await index.history("shared")).map(({ id }) => id));
			const theirs = new Set(idsInPython(secretDir));
			const by = (writer: string) => writers.acknowledged.filter((id) => id.startsWith(writer));
			const lost = (writer: string, found: Set<string>) => by(writer).filter((id) => !found.has(id)).length;
			const health = await manifestHealth(dir);
			console.log("killed writers:", {
				kills: writers.kills,
				endedByThemselves: writers.failures,
				acknowledged: { node: by("node").length, python: by("python").length },
				lostOfPython: lost("python", theirs),
				repairedTails: readdirSync(secretDir).filter((name) => name.includes(".torn-")).length,
				linesGluedByPython: health.damaged,
				reads,
				manifestBytes: statSync(join(secretDir, "manifest.jsonl")).size,
			});
			expect(failures).toEqual([]);
			expect(writers.failures).toBe(0);
			expect([lost("node", ours), lost("node", theirs)]).toEqual([0, 0]);
		}),
);

interface Writer {
	kind: string;
	child: ChildProcess;
	/** It has written, and will be killed. */
	isDoomed: boolean;
}

/** Processes that append until they are killed; another takes each one's place. */
class Writers {
	readonly acknowledged: string[] = [];
	kills = 0;
	/** Writers that ended by themselves. */
	failures = 0;
	readonly #running = new Set<Writer>();
	readonly #ended: Promise<void>[] = [];
	#started = 0;
	#isStopped = false;

	constructor(private readonly secretDir: string) {}

	start(kind: string): void {
		const label = String(this.#started++);
		const [command, file] =
			kind === "node" ? [process.execPath, "append-forever.mjs"] : [PYTHON!, "append-forever.py"];
		const child = spawn(command!, [program(file!), this.secretDir, label], {
			stdio: ["ignore", "pipe", "inherit"],
		});
		const writer: Writer = { kind, child, isDoomed: false };
		this.#running.add(writer);
		createInterface({ input: child.stdout! }).on("line", (id) => {
			// A line that the kill cut short is no acknowledgement.
			if (/^(node|python)-\d+-\d+$/.test(id)) this.acknowledged.push(id);
			if (!writer.isDoomed) setTimeout(() => this.#kill(writer), Math.random() * 600);
			writer.isDoomed = true;
		});
		this.#ended.push(
			new Promise((resolve) =>
				child.on("close", (code) => {
					// Nobody killed it.
					if (code !== null) this.failures++;
					if (code !== null && !this.#isStopped) {
						this.#running.delete(writer);
						this.start(kind);
					}
					resolve();
				}),
			),
		);
	}

	/** Kills one, in the middle of whatever it does, and starts another. */
	#kill(writer: Writer): void {
		if (this.#isStopped) return;
		writer.child.kill("SIGKILL");
		this.#running.delete(writer);
		this.kills++;
		this.start(writer.kind);
	}

	async stop(): Promise<void> {
		this.#isStopped = true;
		for (const { child } of this.#running) child.kill("SIGKILL");
		await Promise.all(this.#ended);
	}
}

class PythonReader {
	readonly #child;
	readonly #answers;

	constructor(secretDir: string) {
		this.#child = spawn(PYTHON!, [program("read-forever.py"), secretDir], {
			stdio: ["pipe", "pipe", "inherit"],
		});
		this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
	}

	/** How many events it found, or the exception. */
	async read(): Promise<number | string> {
		this.#child.stdin.write("read\n");
		return JSON.parse((await this.#answers.next()).value);
	}

	async end(): Promise<void> {
		this.#child.stdin.end();
	}
}

function idsInPython(secretDir: string): string[] {
	return JSON.parse(
		execFileSync(PYTHON!, [program("read-forever.py"), secretDir, "--ids"], {
			input: "read\n",
			maxBuffer: 2 ** 28,
		}).toString(),
	);
}
