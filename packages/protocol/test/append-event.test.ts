import { execFile } from "node:child_process";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { loadNative } from "@allye/native";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { appendEvent, isAllyeError, type JsonValue, type ManifestEvent, ManifestIndex } from "../src";
import { canonicalEvent } from "./canonical-event";
import { PythonPeer } from "./python-peer";
import { temporarySecretDir } from "./temporary-secret-dir";

const python = new PythonPeer();
afterAll(() => python.close());
const dir = temporarySecretDir();
afterEach(() => rmSync(dir.path, { recursive: true, force: true }));

const appendMany = (count: number, text = "", options: { shell?: string; env?: object } = {}) => {
	const script = fileURLToPath(new URL("append-many.mjs", import.meta.url));
	const command = [process.execPath, script, dir.path, String(count), text];
	const [file, ...args] = options.shell
		? ["/bin/sh", "-c", `${options.shell}; exec "$0" "$@"`, ...command]
		: command;
	return promisify(execFile)(file!, args, { env: { ...process.env, ...options.env } }).then(
		({ stdout }) => stdout,
	);
};

function event(changes: Partial<ManifestEvent> = {}): ManifestEvent {
	return {
		version: 1,
		id: "1",
		table_name: "表",
		producer: "allye",
		status: "writing",
		created_at: "2026-01-01T00:00:00+0900",
		ttl_sec: null,
		payload: null,
		metadata: {},
		...changes,
	};
}

const payload = {
	transport: "file_arrow_ipc_v1",
	locator: "/tmp/🍣.arrow",
	data_size: 12,
	shape: [3, 4] as [number, number],
	schema_sha256: "00",
	created_at: "2026-01-01T00:00:00+0900",
	expires_at: null,
};

const inPython = () => python.ask<unknown[][] | string>("events", { path: dir.path });
const idsInPython = async () => ((await inPython()) as unknown[][]).map(([, id]) => id);
const code = (expected: string) => expect.toSatisfy((error) => isAllyeError(error, expected as "PERMISSION"));

describe("what is written", () => {
	test("the line is the one that json.dumps would write, with its order of keys", async () => {
		const { transport, locator, data_size, ...rest } = payload;
		const shuffled = { ...rest, data_size, locator, transport };
		await appendEvent(dir, event({ status: "ready", payload: shuffled }));
		expect(readFileSync(dir.manifestPath, "utf8")).toBe(
			'{"version":1,"id":"1","table_name":"\\u8868","producer":"allye","status":"ready","created_at":"2026-01-01T00:00:00+0900",' +
				'"ttl_sec":null,"payload":{"transport":"file_arrow_ipc_v1","locator":"/tmp/\\ud83c\\udf63.arrow","data_size":12,' +
				'"shape":[3,4],"schema_sha256":"00","created_at":"2026-01-01T00:00:00+0900","expires_at":null},"metadata":{}}\n',
		);
	});

	test.runIf(process.platform !== "win32")("what is made is for the user alone", async () => {
		await appendEvent(dir, event());
		const modes = [dir.path, dir.manifestPath, dir.lockPath].map((path) => statSync(path).mode & 0o777);
		expect(modes).toEqual([0o700, 0o600, 0o600]);
	});

	test("a durable append is there too", async () => {
		await appendEvent(dir, event(), { durable: true });
		expect(await idsInPython()).toEqual(["1"]);
	});

	test("an event that is none is INVALID_ARGUMENT, and nothing is made", async () => {
		const cyclic: Record<string, JsonValue> = {};
		cyclic.self = cyclic;
		const wrong: object[] = [
			{ table_name: "" },
			{ status: "done" },
			{ status: "ready" },
			{ payload },
			{ version: 2 },
			{ ttl_sec: -1 },
			{ extra: 1 },
			{ status: "ready", payload: { ...payload, shape: [1] } },
			{ status: "ready", payload: { ...payload, data_size: 1.5 } },
			{ metadata: { when: new Date() } },
			{ metadata: { call: () => 1 } },
			{ metadata: { huge: 10n ** 5000n } },
			{ metadata: { holes: new Array(1) } },
			{ metadata: cyclic },
			{ metadata: null },
		];
		for (const changes of wrong) {
			await expect(appendEvent(dir, event(changes))).rejects.toThrow(code("INVALID_ARGUMENT"));
		}
		expect(() => statSync(dir.path)).toThrow("ENOENT");
	});
});

describe("the lock", () => {
	test("while Python holds the lock for a second, an append waits and a 10 ms timer keeps ticking", {
		retry: 3,
	}, async () => {
		await python.ask("hold", { path: dir.path, seconds: 1 });
		const start = performance.now();
		const ticks: number[] = [start];
		const timer = setInterval(() => ticks.push(performance.now()), 10);
		await appendEvent(dir, event());
		clearInterval(timer);
		const waited = performance.now() - start;
		expect(waited).toBeGreaterThan(900);
		const gaps = ticks.slice(1).map((tick, index) => tick - ticks[index]!);
		expect(gaps.length).toBeGreaterThan(50);
		expect(Math.max(...gaps)).toBeLessThan(250);
	});

	test("while TypeScript holds the lock, Python waits", async () => {
		await appendEvent(dir, event());
		const lock = await loadNative().lockFile(dir.lockPath, { timeoutMs: 1000 });
		setTimeout(() => lock.release(), 700);
		expect(await python.ask<number>("lock", { path: dir.path })).toBeGreaterThan(0.6);
	});

	test("after lockTimeoutMs it is LOCK_TIMEOUT, for those behind it in this process too, and nothing is written", {
		retry: 3,
	}, async () => {
		await python.ask("hold", { path: dir.path, seconds: 1 });
		const failures = [1, 2, 3].map(() => appendEvent(dir, event(), { lockTimeoutMs: 200 }));
		const start = performance.now();
		for (const outcome of await Promise.allSettled(failures))
			expect(outcome).toMatchObject({ status: "rejected", reason: { code: "LOCK_TIMEOUT" } });
		expect(performance.now() - start).toBeLessThan(700);
		await appendEvent(dir, event({ id: "after" }));
		expect(await idsInPython()).toEqual(["after"]);
	});

	test("an abort while waiting is ABORTED with the signal's reason, at once, and nothing is written", {
		retry: 3,
	}, async () => {
		await python.ask("hold", { path: dir.path, seconds: 1 });
		const start = performance.now();
		const signal = AbortSignal.timeout(100);
		const failures = [1, 2].map(() => appendEvent(dir, event(), { signal }).catch((error) => error));
		for (const failure of await Promise.all(failures)) {
			expect(isAllyeError(failure, "ABORTED")).toBe(true);
			expect(failure.cause).toBe(signal.reason);
		}
		expect(performance.now() - start).toBeLessThan(600);
		await appendEvent(dir, event({ id: "after" }));
		expect(await idsInPython()).toEqual(["after"]);
	});

	test("without the addon it is NATIVE_UNAVAILABLE", async () => {
		expect(await appendMany(1, "", { env: { ALLYE_NATIVE: "off" } })).toMatch(/^NATIVE_UNAVAILABLE/);
	});
});

test("4 TypeScript and 4 Python processes append 1,000 events each at once: all 8,000 are there, in both readers", {
	timeout: 120_000,
}, async () => {
	const peers = Array.from({ length: 4 }, () => new PythonPeer());
	try {
		await Promise.all([
			...peers.map((peer) => peer.ask("append", { path: dir.path, count: 1000, text: "送る🍣" })),
			...peers.map(async () => expect(await appendMany(1000, "送る🍣")).toBe("done\n")),
		]);
	} finally {
		for (const peer of peers) peer.close();
	}
	const index = new ManifestIndex(dir);
	await index.refresh();
	const events = await index.history("shared");
	expect(events).toHaveLength(8000);
	expect(new Set(events.map(({ id }) => id)).size).toBe(8000);
	expect(await inPython()).toEqual(events.map(canonicalEvent));
});

describe("a torn last line", () => {
	const first = `${JSON.stringify(event({ id: "first" }))}\n`;
	const torn = Buffer.from(
		JSON.stringify(event({ id: "torn", table_name: "表🍣", metadata: { text: "日本" } })),
	);
	const copies = () => readdirSync(dir.path).filter((name) => name.startsWith("manifest.torn-"));

	test("cut at any byte, the next append repairs it: Python reads all whole events, the torn bytes are kept", {
		timeout: 60_000,
	}, async () => {
		for (let cut = 0; cut <= torn.length; cut++) {
			rmSync(dir.path, { recursive: true, force: true });
			await appendEvent(dir, event({ id: "first" }));
			const bytes = torn.subarray(0, cut);
			writeFileSync(dir.manifestPath, Buffer.concat([Buffer.from(first), bytes]));
			await appendEvent(dir, event({ id: "next", table_name: "次" }));
			const whole = cut === torn.length;
			expect(await idsInPython()).toEqual(whole ? ["first", "torn", "next"] : ["first", "next"]);
			const kept = copies().map((name) => readFileSync(join(dir.path, name)));
			expect(kept).toEqual(whole || cut === 0 ? [] : [bytes]);
		}
	});

	test("longer than what is looked at in one go, or the whole file", async () => {
		await appendEvent(dir, event({ id: "first" }));
		for (const before of [first, ""]) {
			writeFileSync(dir.manifestPath, `${before}{"metadata":"${"x".repeat(200_000)}`);
			await appendEvent(dir, event({ id: "next" }));
			expect(await idsInPython()).toEqual(before ? ["first", "next"] : ["next"]);
		}
	});

	test("a last line that ends with a lone \\r, as a Windows writer may leave it, is whole", async () => {
		await appendEvent(dir, event());
		writeFileSync(dir.manifestPath, first.replace("\n", "\r"));
		await appendEvent(dir, event({ id: "next" }));
		expect(await idsInPython()).toEqual(["first", "next"]);
		expect(copies()).toEqual([]);
	});

	test.runIf(process.platform === "linux")(
		"a write that the disk cuts short leaves nothing behind and is NO_SPACE",
		async () => {
			await appendEvent(dir, event({ id: "first", metadata: { text: "x".repeat(500) } }));
			const before = readFileSync(dir.manifestPath);
			// 1,024 bytes is what any file may have: part of the line is written, then no more.
			expect(await appendMany(1, "y".repeat(500), { shell: "ulimit -f 2" })).toMatch(/^NO_SPACE/);
			expect(readFileSync(dir.manifestPath)).toEqual(before);
		},
	);
});
