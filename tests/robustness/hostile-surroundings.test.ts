import { execFile, execFileSync, spawnSync } from "node:child_process";
import { statSync, truncateSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { openArrow } from "@allye/arrow-ipc";
import type { ManifestEvent } from "@allye/protocol";
import { createReceiver, openArrowFile } from "@allye/receiver";
import { createTransmitter } from "@allye/transmitter";
import { describe, expect, test } from "vitest";
import { loadNative } from "../../packages/native/dist/index.js";
import { lyingPayload } from "./lying-payload";
import { PYTHON, program } from "./python";
import { withTemporaryDirectory } from "./with-temporary-directory";

const GIB = 2 ** 30;
const MB = 2 ** 20;
const native = loadNative();

/** Runs `work`, and says by how much the memory of this process grew at most meanwhile, looked at every 5 ms. */
async function grownBy<T>(work: () => Promise<T>): Promise<{ result: T; bytes: number }> {
	const before = process.memoryUsage().rss;
	let most = before;
	const timer = setInterval(() => {
		most = Math.max(most, process.memoryUsage.rss());
	}, 5);
	try {
		const result = await work();
		most = Math.max(most, process.memoryUsage.rss());
		return { result, bytes: most - before };
	} finally {
		clearInterval(timer);
	}
}

const sourceOf = (bytes: Uint8Array) => ({
	size: bytes.length,
	label: "a payload",
	async read(offset: number, length: number, { into = new Uint8Array(length) } = {}) {
		into.set(bytes.subarray(offset, offset + length));
		return into;
	},
	async close() {},
});

const codeOf = (work: Promise<unknown>) =>
	work.then(
		() => "done",
		(error: { code?: string }) => error.code,
	);

describe("a few bytes that claim to be many", () => {
	const rows = (4 * GIB) / 8;

	test("130 KB that decode to 4 GiB are refused within the budget; their first rows are not", async () => {
		const bytes = await lyingPayload("bomb", rows, BigInt(4 * GIB));
		expect(bytes.length).toBeLessThan(600_000);
		const payload = await openArrow(sourceOf(bytes), {
			format: "stream",
			codecs: native,
			budgetBytes: 64 * MB,
		});
		expect(payload.rowCount).toBe(rows);
		const whole = await grownBy(() => codeOf(payload.columns[0]!.decode({ as: "float64" })));
		expect(whole.result).toBe("OUT_OF_MEMORY");
		expect(whole.bytes).toBeLessThan(64 * MB);
		const head = await payload.columns[0]!.decode({ as: "float64", rows: { start: 0, end: 5 } });
		expect([...head]).toEqual([0, 0, 0, 0, 0]);
	});

	test("a prefix that claims 1 TiB is a typed error, whatever the rows say, and costs no memory", async () => {
		for (const lied of [54_321, 2 ** 37]) {
			const bytes = await lyingPayload("lie", lied, 2n ** 40n);
			const { result, bytes: grown } = await grownBy(async () => {
				const payload = await openArrow(sourceOf(bytes), {
					format: "stream",
					codecs: native,
					budgetBytes: 8 * GIB,
				});
				return codeOf(payload.columns[0]!.decode({ as: "float64" }));
			});
			expect(["PAYLOAD_CORRUPT", "OUT_OF_MEMORY"]).toContain(result);
			expect(grown).toBeLessThan(64 * MB);
		}
	});

	test.skipIf(process.platform === "win32")("the Receiver refuses both before it reads them", async () => {
		const cases = [
			["bomb", rows, BigInt(4 * GIB), "OVER_LIMITS"],
			["lie", 54_321, 2n ** 40n, "PAYLOAD_CORRUPT"],
		] as const;
		for (const [kind, lied, claim, code] of cases) {
			const bytes = await lyingPayload(kind, lied, claim);
			const name = `allye_lie_${process.pid}_${kind}`;
			(await native.createSharedMemory(name, [bytes])).close();
			try {
				await using receiver = createReceiver({ secretDir: "/nowhere", unlinkSharedMemory: false });
				await using incoming = await receiver.open(eventOf(name, bytes.length));
				const { result, bytes: grown } = await grownBy(() => codeOf(incoming.load()));
				expect(result).toBe(code);
				expect(grown).toBeLessThan(64 * MB);
			} finally {
				native.unlinkSharedMemory(name);
			}
		}
	});
});

const LISTS = `
import sys, pyarrow as pa, pyarrow.ipc as ipc
lists = pa.FixedSizeListArray.from_arrays(pa.nulls(262_144 * 8_000), 262_144)
with ipc.new_file(sys.argv[1], pa.schema([("lists", lists.type)])) as writer:
    writer.write(pa.record_batch([lists], names=["lists"]))
`;

test.skipIf(!PYTHON)(
	"8,000 rows of 262,144 nulls each in a file of 700 bytes are refused, soon, and the event loop runs meanwhile",
	() =>
		withTemporaryDirectory(async (folder) => {
			const path = join(folder, "lists.arrow");
			execFileSync(PYTHON!, ["-c", LISTS, path]);
			expect(statSync(path).size).toBeLessThan(1000);
			const cpu = process.cpuUsage();
			let turns = 0;
			const timer = setInterval(() => turns++, 10);
			const { result, bytes } = await grownBy(() => codeOf(openArrowFile(path)));
			clearInterval(timer);
			const { user, system } = process.cpuUsage(cpu);
			expect(result).toBe("TYPE_UNSUPPORTED");
			expect(turns).toBeGreaterThan(5);
			expect((user + system) / 1e6).toBeLessThan(10);
			expect(bytes).toBeLessThan(1.5 * GIB);
			console.log("lists of nulls:", { seconds: (user + system) / 1e6, grownMB: Math.round(bytes / MB) });
		}),
);

test("a file that is cut short under a table that was opened: PAYLOAD_CORRUPT, other tables go on, sending again heals it", () =>
	withTemporaryDirectory(async (secretDir) => {
		const rows = Array.from({ length: 100_000 }, (_, i) => ({ a: i, b: i / 3, c: `text ${i}` }));
		const transmitter = createTransmitter({ secretDir, compression: "none" });
		const { event } = await transmitter.send(rows, { tableName: "cut" });
		await transmitter.send(rows, { tableName: "other" });
		await using receiver = createReceiver({ secretDir });
		await using incoming = await receiver.open("cut");
		const lazy = await incoming.lazy();
		await using other = await receiver.open("other");
		const path = event.payload!.locator;
		truncateSync(path, Math.floor(statSync(path).size / 3));
		expect(await codeOf(lazy.window({ rows: { start: 90_000, end: 90_010 } }))).toBe("PAYLOAD_CORRUPT");
		expect(await codeOf(incoming.load())).toBe("PAYLOAD_CORRUPT");
		expect(await codeOf(receiver.open("cut"))).toBe("PAYLOAD_CORRUPT");
		expect((await other.load()).rowCount).toBe(100_000);
		await transmitter.send(rows, { tableName: "cut" });
		await using again = await receiver.open("cut");
		expect((await again.load()).rowCount).toBe(100_000);
	}));

/** A mount namespace of its own: what is full in there is full for nobody else. */
const canUnshare =
	process.platform === "linux" &&
	spawnSync("unshare", ["-m", "mount", "-t", "tmpfs", "-o", "size=1m", "none", "/mnt"]).status === 0;

test.skipIf(!canUnshare)(
	"a full /dev/shm and a full disk are NO_SPACE; nothing is left over, other tables go on",
	() =>
		withTemporaryDirectory(async (folder) => {
			const secretDir = join(folder, "full");
			await mkdir(secretDir, { mode: 0o700 });
			const script = `mount -t tmpfs -o size=600k,mode=700 none "$1" && mount -t tmpfs -o size=600k none /dev/shm && exec "$2" "$3" "$1"`;
			const { stdout } = await promisify(execFile)("unshare", [
				"-m",
				"sh",
				"-c",
				script,
				"sh",
				secretDir,
				process.execPath,
				program("full-places.mjs"),
			]);
			expect(JSON.parse(stdout)).toEqual({
				refused: ["NO_SPACE", "NO_SPACE"],
				leftOver: false,
				others: [2, 2, 2],
				lines: [
					"writing",
					"ready",
					"writing",
					"ready",
					"writing",
					"error",
					"writing",
					"error",
					"writing",
					"ready",
				],
				isFound: "TABLE_NOT_FOUND",
			});
		}),
);

function eventOf(locator: string, data_size: number): ManifestEvent {
	return {
		version: 1,
		id: locator,
		table_name: locator,
		producer: "python",
		status: "ready",
		created_at: "2026-01-01T00:00:00+0000",
		ttl_sec: null,
		metadata: {},
		payload: {
			transport: "shm_arrow_stream_v1",
			locator,
			data_size,
			shape: [0, 0],
			schema_sha256: "",
			created_at: "",
			expires_at: null,
		},
	};
}
