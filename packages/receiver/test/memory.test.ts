import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createArrowWriter, float64Array, utf8Array } from "@allye/arrow-ipc";
import { loadNative } from "@allye/native";
import { resolveSecretDir, runTransfer, type SecretDir } from "@allye/protocol";
import { createFileTransport } from "@allye/transport-file";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createReceiver, type IncomingTable } from "../src";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const BATCHES = 3;
const ROWS = 120_000;
const COLUMNS = 24;

let dir: SecretDir;
beforeAll(async () => {
	dir = resolveSecretDir({ secretDir: mkdtempSync(join(tmpdir(), "allye memory ")) });
	await runTransfer(dir, createFileTransport(), {
		...{ tableName: "wide", producer: "test", ttlSec: null, metadata: {} },
		async write(sink) {
			const numbers = (seed: number) =>
				Float64Array.from({ length: ROWS }, (_, i) => Math.round(1e4 * Math.sin(seed + i * i)));
			const columns = Array.from({ length: COLUMNS }, (_, i) => float64Array(`x${i}`, numbers(i)));
			columns.push(
				utf8Array(
					"text",
					Array.from({ length: ROWS }, (_, i) => `row ${i}`),
				),
			);
			const schema = { fields: columns.map(({ field }) => field), metadata: new Map<string, string>() };
			const options = { schema, format: "file", compression: "zstd", codecs: loadNative() } as const;
			const writer = createArrowWriter(sink, options);
			for (let i = 0; i < BATCHES; i++) await writer.write({ length: ROWS, columns });
			await writer.close();
			return { shape: [BATCHES * ROWS, columns.length], schemaSha256: "" };
		},
	});
});
afterAll(() => rmSync(dir.path, { recursive: true, force: true }));

/** What of this process the payload holds: descriptors and mappings; and memory that is not JavaScript's heap. */
async function held() {
	for (let i = 0; i < 4; i++) {
		collect();
		await sleep(10);
	}
	const links = readdirSync("/proc/self/fd").map((fd) => {
		try {
			return readlinkSync(`/proc/self/fd/${fd}`);
		} catch {
			return "";
		}
	});
	const { external, arrayBuffers } = process.memoryUsage();
	return {
		external,
		arrayBuffers,
		descriptors: links.filter((link) => link.startsWith(dir.path)).length,
		mappings: readFileSync("/proc/self/maps", "utf8")
			.split("\n")
			.filter((line) => line.includes(dir.path)).length,
	};
}

const works: Record<string, (incoming: IncomingTable, signal?: AbortSignal) => Promise<unknown>> = {
	async batches(incoming, signal) {
		for await (const _ of incoming.batches({ signal }));
	},
	async "a part of batches"(incoming, signal) {
		for await (const _ of incoming.batches({ signal, rows: { start: 5, end: 50_000 } })) break;
	},
	load: (incoming, signal) => incoming.load({ signal }),
	sample: (incoming, signal) => incoming.sample(5000, { signal }),
	"block sample": (incoming, signal) => incoming.sample(5000, { signal, method: "blocks" }),
	async windows(incoming, signal) {
		const lazy = await incoming.lazy({ signal });
		for (let start = 1000; start < BATCHES * ROWS; start += 37_000)
			await lazy.window({ rows: { start, end: start + 100 }, signal });
	},
};

describe.skipIf(process.platform !== "linux")("after a collection nothing is left of", () => {
	// Again where a bound in milliseconds met a busy machine.
	test.each(Object.keys(works))("%s, done or aborted at any moment", { retry: 2 }, async (name) => {
		await using receiver = createReceiver({ secretDir: dir.path });
		const work = works[name]!;
		const once = async (delay: number | null) => {
			const incoming = await receiver.open("wide");
			const stop = new AbortController();
			let aborted = Number.POSITIVE_INFINITY;
			const timer =
				delay === null
					? undefined
					: setTimeout(() => {
							aborted = performance.now();
							stop.abort();
						}, delay);
			const error = await work(incoming, stop.signal).then(
				() => null,
				(error) => error,
			);
			clearTimeout(timer);
			if (error !== null) {
				expect(error).toMatchObject({ code: "ABORTED" });
				expect(performance.now() - aborted).toBeLessThan(100);
			}
			await incoming.close();
		};
		// Code that is compiled and caches that are filled once.
		await once(null);
		await once(3);
		const before = await held();
		for (const delay of [null, 0, 1, 4, 10, 25, 60]) await once(delay);
		const after = await held();
		expect(after).toMatchObject({ descriptors: before.descriptors, mappings: before.mappings });
		expect(after.external - before.external).toBeLessThan(2 ** 20);
		expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(2 ** 20);
	});
});

test.skipIf(process.platform !== "linux")(
	"a load that the machine has no memory for is OUT_OF_MEMORY, and the process lives and reads on",
	async () => {
		const program = fileURLToPath(new URL("programs/load-with-little-memory.mjs", import.meta.url));
		// Of the address space as much as Node takes to start, and some 100 MB: the table's arrays have no room in it.
		const shell = 'ulimit -v "$1"; exec "$2" "$3" "$4"';
		const { stdout } = await promisify(execFile)("sh", [
			"-c",
			shell,
			"sh",
			String(await addressSpace()),
			process.execPath,
			program,
			dir.path,
		]);
		expect(JSON.parse(stdout)).toEqual({ codes: ["OUT_OF_MEMORY"], rows: 10 });
	},
);

/** Kilobytes of address space of a Node that has opened the table, and 100 MB. */
async function addressSpace(): Promise<number> {
	const program = fileURLToPath(new URL("programs/load-with-little-memory.mjs", import.meta.url));
	const { stdout } = await promisify(execFile)(process.execPath, [program, dir.path, "measure"]);
	return Number(stdout) + 100_000;
}
