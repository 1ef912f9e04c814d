import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { compactManifest, ManifestIndex, prepareSecretDir } from "../src";
import { type EventLine, lineText, manifestBytes, manifestLines, PRODUCERS } from "./event-lines";
import { PythonPeer } from "./python-peer";
import { temporarySecretDir } from "./temporary-secret-dir";

const python = new PythonPeer();
afterAll(() => python.close());
const dir = temporarySecretDir();
afterEach(() => rmSync(dir.path, { recursive: true, force: true }));
const now = new Date();

async function write(text: string | Buffer): Promise<void> {
	rmSync(dir.path, { recursive: true, force: true });
	await prepareSecretDir(dir);
	writeFileSync(dir.manifestPath, text);
}

/** What both readers say of every table. */
async function answers() {
	const index = new ManifestIndex(dir);
	await index.refresh();
	return {
		ours: [undefined, ...PRODUCERS].map((producer) => index.tables({ producer })),
		python: await python.ask("answers", { path: dir.path, producers: PRODUCERS }),
	};
}

describe("compacting a manifest", () => {
	test("changes no answer of either reader, and keeps the manifest as it was", async () => {
		await fc.assert(
			fc.asyncProperty(manifestLines, async (manifest) => {
				const text = manifestBytes(manifest, dir.payloadsPath, now);
				await write(text);
				const before = await answers();
				const report = await compactManifest(dir, { now });
				expect(await answers()).toEqual(before);
				const kept = readFileSync(dir.manifestPath, "utf8");
				expect(kept === "" || kept.endsWith("\n")).toBe(true);
				const [bytesBefore, bytesAfter] = [text, kept].map((each) => Buffer.byteLength(each));
				expect(report).toMatchObject({ bytesBefore, bytesAfter });
				if (report.copy === null) expect(kept).toBe(text);
				else expect(readFileSync(report.copy, "utf8")).toBe(text);
				const again = await compactManifest(dir, { now });
				expect(again.copy).toBeNull();
			}),
			{ numRuns: 150 },
		);
	});

	test("keeps whole each line that it keeps, and the transfers that are under way", async () => {
		const line: EventLine = {
			id: "1",
			tableName: "表",
			producer: "python",
			status: "ready",
			hoursAgo: 1,
			file: "1",
			expiresIn: null,
		};
		const text = (changes: Partial<EventLine>) => lineText({ ...line, ...changes }, "/p", now);
		const underWay = text({ id: "2", status: "writing", hoursAgo: 23 });
		const abandoned = text({ id: "3", status: "writing", hoursAgo: 25 });
		const latest = text({ id: "4" }).replace(
			'"metadata":{}',
			'"metadata": {"big": 12345678901234567890, "x": NaN}',
		);
		await write(`${[text({}), underWay, abandoned, latest].join("\n")}\n`);
		expect(await compactManifest(dir, { now })).toMatchObject({ linesBefore: 4, linesAfter: 2 });
		expect(readFileSync(dir.manifestPath, "utf8")).toBe(`${underWay}\n${latest}\n`);
	});

	test("heals a manifest that Python cannot read", async () => {
		const ready = lineText(
			{
				id: "1",
				tableName: "表",
				producer: "python",
				status: "ready",
				hoursAgo: 1,
				file: "1",
				expiresIn: null,
			},
			"/p",
			now,
		);
		await write(Buffer.concat([Buffer.from(`${ready}\n`), Buffer.from([0xe8, 0xa1, 0x0a])]));
		await expect(python.ask("answers", { path: dir.path, producers: [] })).rejects.toThrow(
			"UnicodeDecodeError",
		);
		await compactManifest(dir, { now });
		expect(await python.ask("answers", { path: dir.path, producers: [] })).toEqual({ "None/表": ["1", "1"] });
	});

	test("waits for the lock, and where there is no manifest makes none", async () => {
		await prepareSecretDir(dir);
		expect(await compactManifest(dir)).toMatchObject({ copy: null, linesBefore: 0 });
		expect(existsSync(dir.manifestPath)).toBe(false);
		await python.ask("hold", { path: dir.path, seconds: 0.5 });
		const start = performance.now();
		await compactManifest(dir);
		expect(performance.now() - start).toBeGreaterThan(400);
	});

	test.runIf(process.platform !== "win32")(
		"leaves the manifest's rights as they are, and no other file",
		async () => {
			await write("{}\n");
			const { mode } = statSync(dir.manifestPath);
			await compactManifest(dir);
			expect(statSync(dir.manifestPath).mode).toBe(mode);
			expect(readdirSync(dir.path).filter((name) => name.includes("partial"))).toEqual([]);
		},
	);
});
