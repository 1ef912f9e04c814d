import { execFileSync } from "node:child_process";
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	rmSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadNative } from "@allye/native";
import { ManifestIndex, resolveSecretDir } from "@allye/protocol";
import { createFileTransport } from "@allye/transport-file";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type EventLine, IDS, lineText, manifestBytes, manifestLines } from "../../protocol/test/event-lines";
import { collectGarbage, compactManifest, createTransmitter } from "../src";

let secretDir: string;
const payloads = () => join(secretDir, "payloads");
const manifest = () => join(secretDir, "manifest.jsonl");
const now = new Date();
const rows = [{ a: 1.5 }, { a: 2 }];

function reset(): void {
	rmSync(secretDir, { recursive: true, force: true });
	mkdirSync(payloads(), { recursive: true, mode: 0o700 });
}
beforeEach(() => {
	secretDir = mkdtempSync(join(tmpdir(), "allye-gc-"));
	reset();
});
afterEach(() => rmSync(secretDir, { recursive: true, force: true }));

const files = () => readdirSync(payloads()).sort();
const kinds = async (options: object = {}) => {
	const { items } = await collectGarbage({ secretDir, ...options });
	return Object.fromEntries(items.map(({ locator, kind }) => [locator.slice(payloads().length + 1), kind]));
};
const line: EventLine = {
	id: IDS[0]!,
	tableName: "iris",
	producer: "python",
	status: "ready",
	hoursAgo: 1,
	file: IDS[0]!,
	expiresIn: null,
};
const writeLines = (...lines: Partial<EventLine>[]) =>
	writeFileSync(
		manifest(),
		lines.map((each) => `${lineText({ ...line, ...each }, payloads(), now)}\n`).join(""),
	);
const file = (name: string) => writeFileSync(join(payloads(), name), "12345");

describe("what is garbage", () => {
	test.each<[string, Partial<EventLine>[], object]>([
		["the latest ready version is not", [{}], {}],
		["an expired one is", [{ expiresIn: -1 }], { [`${IDS[0]}.arrow`]: "expired" }],
		["one that will expire is not", [{ expiresIn: 1 }], {}],
		["what only an error line tells of is", [{ status: "error" }], { [`${IDS[0]}.arrow`]: "orphaned" }],
		["what no line tells of is", [], { [`${IDS[0]}.arrow`]: "orphaned" }],
		["what is being sent is not", [{ status: "writing", hoursAgo: 23 }], {}],
		[
			"what was being sent a day ago is",
			[{ status: "writing", hoursAgo: 25 }],
			{ [`${IDS[0]}.arrow`]: "orphaned" },
		],
		["an older version is not, unless asked for", [{}, { id: IDS[1]!, file: IDS[1]! }], {}],
		["the latest of another producer is not", [{}, { producer: "allye", id: IDS[1]!, file: IDS[1]! }], {}],
		["one that a newer line names again is not", [{ expiresIn: -1 }, { id: IDS[1]! }], {}],
		["one hidden by a ready line without payload is superseded", [{}, { id: IDS[1]!, file: null }], {}],
	])("%s", async (_, lines, expected) => {
		writeLines(...lines);
		file(`${IDS[0]}.arrow`);
		expect(await kinds()).toEqual(expected);
	});

	test("older versions, where they are asked for", async () => {
		writeLines({}, { id: IDS[1]!, file: IDS[1]! });
		for (const id of [IDS[0], IDS[1]]) file(`${id}.arrow`);
		expect(await kinds({ superseded: true })).toEqual({ [`${IDS[0]}.arrow`]: "superseded" });
		expect((await collectGarbage({ secretDir })).superseded).toEqual({ count: 1, bytes: 5 });
	});

	test("unfinished files of writers that died, not those that are being written", async () => {
		writeLines({ status: "writing", hoursAgo: 25 }, { id: IDS[1]!, status: "writing", hoursAgo: 1 });
		for (const id of IDS.slice(0, 3)) file(`.${id}.arrow.0123abcd.partial`);
		const old = `.${IDS[3]}.arrow.0123abcd.partial`;
		file(old);
		utimesSync(join(payloads(), old), new Date(0), new Date(0));
		expect(await kinds()).toEqual({
			[`.${IDS[0]}.arrow.0123abcd.partial`]: "unfinished",
			[old]: "unfinished",
		});
	});

	test("a Transmitter's first send tells of unfinished files that are a day old", async () => {
		for (const [i, age] of [0, 25].entries()) {
			const name = `.${IDS[i]}.arrow.0123abcd.partial`;
			file(name);
			utimesSync(join(payloads(), name), now, new Date(now.getTime() - age * 3_600_000));
		}
		const transmitter = createTransmitter({ secretDir });
		const warnings = [(await transmitter.send(rows)).warnings, (await transmitter.send(rows)).warnings];
		expect(warnings).toEqual([[expect.stringContaining("allye gc")], []]);
	});

	test("nothing that a damaged line names", async () => {
		file(`${IDS[0]}.arrow`);
		file(`${IDS[1]}.arrow`);
		const ready = lineText(line, payloads(), now);
		writeFileSync(manifest(), `${ready.slice(0, -5)}\n`);
		expect(await kinds()).toEqual({ [`${IDS[1]}.arrow`]: "orphaned" });
	});
});

describe("removing it", () => {
	test("takes nothing that a reader finds or a writer may be at, of any manifest; a dry run takes nothing", async () => {
		await fc.assert(
			fc.asyncProperty(manifestLines, fc.boolean(), fc.boolean(), async (lines, superseded, compact) => {
				reset();
				for (const id of IDS) file(`${id}.arrow`);
				writeFileSync(manifest(), manifestBytes(lines, payloads(), now));
				const index = new ManifestIndex(resolveSecretDir({ secretDir }));
				await index.refresh();
				// Of shared memory that others left on this machine there may be any amount to look through.
				const transports = [createFileTransport()];
				const listed = await collectGarbage({ secretDir, superseded, transports });
				expect(files()).toHaveLength(IDS.length);
				if (compact) await compactManifest({ secretDir });
				const { items } = await collectGarbage({ secretDir, superseded, transports, delete: true });
				if (!compact)
					expect(items.map(({ locator }) => locator)).toEqual(listed.items.map(({ locator }) => locator));
				const left = files();
				for (const producer of ["python", "allye", undefined])
					for (const { ready } of index.tables({ producer })) {
						const payload = ready?.payload;
						const isOver =
							payload?.expires_at != null &&
							Date.parse(payload.expires_at.replace(/00$/, ":00")) < now.getTime();
						if (payload && !isOver) expect(left).toContain(payload.locator.slice(payloads().length + 1));
					}
				for (const id of underWay(lines.lines)) expect(left).toContain(`${id}.arrow`);
				expect(await kinds({ superseded, transports })).toEqual({});
			}),
			{ numRuns: 200 },
		);
	});

	test.runIf(process.platform !== "win32")(
		"takes only regular .arrow files directly in payloads/",
		async () => {
			const outside = join(secretDir, "outside.arrow");
			writeFileSync(outside, "");
			mkdirSync(join(payloads(), "folder.arrow"));
			mkdirSync(join(payloads(), "deeper"));
			file("deeper/x.arrow");
			file("notes.txt");
			symlinkSync(outside, join(payloads(), "link.arrow"));
			execFileSync("mkfifo", [join(payloads(), "pipe.arrow")]);
			file("orphan.arrow");
			writeLines({ file: "../../outside", expiresIn: -1 });
			const before = files();
			const { items, freedBytes } = await collectGarbage({ secretDir, delete: true, superseded: true });
			expect(items.map(({ locator, deleted }) => [locator, deleted])).toEqual([
				[join(payloads(), "orphan.arrow"), true],
			]);
			expect(freedBytes).toBe(5);
			expect(files()).toEqual(before.filter((name) => name !== "orphan.arrow"));
			expect(existsSync(outside)).toBe(true);
		},
	);

	test.runIf(process.platform !== "win32")("keeps what a link in payloads/ leads a table to", async () => {
		file("real.arrow");
		symlinkSync("real.arrow", join(payloads(), "alias.arrow"));
		writeLines({ file: "alias" });
		expect(await kinds()).toEqual({});
	});

	test("waits for the lock, and is refused where the addon does not load", async () => {
		file("orphan.arrow");
		const lock = await loadNative().lockFile(join(secretDir, "manifest.lock"), { timeoutMs: 1000 });
		const signal = AbortSignal.timeout(200);
		await expect(collectGarbage({ secretDir, delete: true, signal })).rejects.toMatchObject({
			code: "ABORTED",
		});
		expect(files()).toEqual(["orphan.arrow"]);
		lock.release();
		await collectGarbage({ secretDir, delete: true });
		expect(files()).toEqual([]);
	});

	test.runIf(process.platform === "linux" && process.getuid?.() === 0)(
		"is refused in another user's directory",
		async () => {
			execFileSync("chown", ["12345", secretDir]);
			await expect(collectGarbage({ secretDir })).rejects.toMatchObject({ code: "PERMISSION" });
		},
	);
});

describe.runIf(process.platform === "linux")("shared memory", () => {
	const segment = (locator: string | undefined) => existsSync(join("/dev/shm", locator ?? "?"));

	test("of older versions and of expired tables is garbage; what other directories sent is left alone", async () => {
		const transmitter = createTransmitter({ secretDir });
		const other = createTransmitter({ secretDir: join(secretDir, "other") });
		const send = async (by: typeof transmitter, tableName: string) => {
			const { event } = await by.send(rows, { tableName, transport: "shm" });
			return event.payload!.locator;
		};
		const first = await send(transmitter, "t");
		const second = await send(transmitter, "t");
		const foreign = await send(other, "t");
		try {
			const { items } = await collectGarbage({ secretDir, superseded: true, delete: true });
			expect(items).toMatchObject([
				{
					kind: "superseded",
					transport: "shm_arrow_stream_v1",
					locator: first,
					tableName: "t",
					deleted: true,
				},
			]);
			expect([first, second, foreign].map(segment)).toEqual([false, true, true]);
		} finally {
			for (const name of [second, foreign]) loadNative().unlinkSharedMemory(name);
		}
	});
});

/** Ids of the last writing lines that have no outcome and are younger than 24 h. */
function underWay(lines: readonly (EventLine | string)[]): Set<string> {
	const ids = new Set<string>();
	for (const each of lines) {
		if (typeof each === "string") continue;
		if (each.status === "ready" || each.status === "error") ids.delete(each.id);
		if (each.status !== "writing") continue;
		if (each.hoursAgo < 24) ids.add(each.id);
		else ids.delete(each.id);
	}
	return ids;
}
