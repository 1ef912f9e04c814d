import {
	appendFileSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	truncateSync,
	writeFileSync,
} from "node:fs";
import { manifestText, ordinaryLine } from "@allye/conformance";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isAllyeError, ManifestIndex, type SecretDir } from "../src";
import { temporarySecretDir } from "./temporary-secret-dir";

const NAMES = ["t", "表", "🍣", "\uffff", "\ud800"];
const dir = temporarySecretDir();
const manifestBytes = manifestText.map((text) => Buffer.from(text));

/** All that an index answers. */
async function answers(index: ManifestIndex) {
	return {
		tables: [undefined, "python", "allye", "nobody"].map((producer) => index.tables({ producer })),
		ready: NAMES.map((name) => index.latestReady(name)),
		histories: await Promise.all(NAMES.map((name) => index.history(name))),
	};
}

async function fresh(of: SecretDir = dir): Promise<ManifestIndex> {
	const index = new ManifestIndex(of);
	await index.refresh();
	return index;
}

const change = fc.oneof(
	{
		weight: 4,
		arbitrary: fc.record({ kind: fc.constant("append" as const), bytes: manifestBytes, at: fc.constant(0) }),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			kind: fc.constant("append piece" as const),
			bytes: manifestBytes,
			at: fc.nat(1000),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			kind: fc.constantFrom("truncate" as const, "rewrite" as const, "replace" as const, "delete" as const),
			bytes: manifestBytes,
			at: fc.nat(1000),
		}),
	},
);

function apply({ kind, bytes, at }: { kind: string; bytes: Buffer; at: number }): void {
	const path = dir.manifestPath;
	if (kind === "append") appendFileSync(path, bytes);
	if (kind === "append piece") appendFileSync(path, bytes.subarray(0, at % (bytes.length + 1)));
	if (kind === "rewrite") writeFileSync(path, bytes);
	if (kind === "delete") rmSync(path, { force: true });
	if (kind === "truncate") {
		appendFileSync(path, "");
		truncateSync(path, at % (readFileSync(path).length + 1));
	}
	if (kind === "replace") {
		writeFileSync(`${path}.new`, bytes);
		renameSync(`${path}.new`, path);
	}
}

test("read in one go, by the addon's scanner, a manifest says what it says read piece by piece", async () => {
	// Pieces up to 256 KiB are looked through in JavaScript.
	const padding = Buffer.from(`\n${"x".repeat(100_000)}\n`);
	await fc.assert(
		fc.asyncProperty(fc.array(manifestBytes, { minLength: 3, maxLength: 4 }), async (parts) => {
			rmSync(dir.manifestPath, { force: true });
			const piecewise = await fresh();
			for (const piece of parts.flatMap((part) => [part, padding])) {
				appendFileSync(dir.manifestPath, piece);
				await piecewise.refresh();
			}
			expect(await answers(await fresh())).toEqual(await answers(piecewise));
		}),
		{ numRuns: 30 },
	);
});

test("however the manifest was appended to, truncated, replaced or deleted, the answers are those of a fresh reader", async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(change, { maxLength: 12, size: "max" }), async (changes) => {
			rmSync(dir.manifestPath, { force: true });
			const index = await fresh();
			for (const each of changes) {
				const before = await answers(index);
				apply(each);
				const changed = await index.refresh();
				const now = await answers(index);
				expect(now).toEqual(await answers(await fresh()));
				if (!changed) expect(now).toEqual(before);
			}
		}),
		{ numRuns: 150 },
	);
});

test("a line is seen once it is whole, whatever the pieces it comes in", async () => {
	const bytes = Buffer.from(
		fc
			.sample(ordinaryLine, 4)
			.map((line) => `${line}\n`)
			.join(""),
	);
	rmSync(dir.manifestPath, { force: true });
	const index = await fresh();
	for (let end = 1; end <= bytes.length; end += 7) {
		writeFileSync(dir.manifestPath, bytes.subarray(0, end));
		await index.refresh();
		expect(index.tables()).toEqual((await fresh()).tables());
	}
});

test("lines longer than what is read at a time are read", async () => {
	const line = (id: string, text: string) =>
		JSON.stringify({
			version: 1,
			id,
			table_name: "t",
			producer: "p",
			status: "ready",
			created_at: "",
			metadata: { text },
		});
	writeFileSync(
		dir.manifestPath,
		`${line("1", "x".repeat(3e6))}\n${line("2", "表".repeat(5e5))}\n${line("3", "")}`,
	);
	const index = await fresh();
	expect(index.latestReady("t")?.id).toBe("3");
	const events = await index.history("t");
	expect(events.map(({ id, metadata }) => [id, (metadata.text as string).length])).toEqual([
		["1", 3e6],
		["2", 5e5],
		["3", 0],
	]);
});

describe("what an entry says", () => {
	/** Lines as "status id", optionally of a producer. */
	async function entry(lines: string[], producer?: string) {
		const text = lines.map((each) => {
			const [status, id, from = "python"] = each.split(" ");
			return `${JSON.stringify({ version: 1, id, table_name: "t", producer: from, status, created_at: "" })}\n`;
		});
		writeFileSync(dir.manifestPath, text.join(""));
		const { ready, latestError, pending } = (await fresh()).tables({ producer })[0] ?? {};
		return [ready?.id, latestError?.id, pending?.id].map((id) => id ?? "-").join(" ");
	}

	test("ready is the last ready line, an older error and an older writing line no longer count", async () => {
		expect(await entry(["ready 1", "ready 2"])).toBe("2 - -");
		expect(await entry(["writing 1", "error 2", "ready 3"])).toBe("3 - -");
	});

	test("latestError is the last error line after ready", async () => {
		expect(await entry(["ready 1", "error 2", "error 3"])).toBe("1 3 -");
	});

	test("pending is the last writing line after ready whose id has no outcome", async () => {
		expect(await entry(["ready 1", "writing 2", "writing 3"])).toBe("1 - 3");
		expect(await entry(["ready 1", "writing 2", "writing 3", "error 3"])).toBe("1 3 2");
		expect(await entry(["writing 2", "ready 2"])).toBe("2 - -");
	});

	test("names with only an error or a writing line are there too; any other status is not one", async () => {
		expect(await entry(["error 1"])).toBe("- 1 -");
		expect(await entry(["writing 1"])).toBe("- - 1");
		await entry(["other 1"]);
		expect((await fresh()).tables()).toEqual([]);
	});

	test("a producer's entry knows only its own lines", async () => {
		const lines = ["ready 1 allye", "writing 2 python", "error 3 python", "ready 4 allye"];
		expect(await entry(lines)).toBe("4 - -");
		expect(await entry(lines, "python")).toBe("- 3 2");
		expect(await entry(lines, "allye")).toBe("4 - -");
	});
});

test("a change in place near either end is seen, though the file is as long as before", async () => {
	const [line] = fc.sample(ordinaryLine, 1);
	const named = (name: string) => JSON.stringify({ ...JSON.parse(line!), table_name: name });
	const middle = Array.from({ length: 60 }, () => named("m"));
	for (const between of [[], middle]) {
		const write = (first: string, last: string) =>
			writeFileSync(dir.manifestPath, `${[named(first), ...between, named(last)].join("\n")}\n`);
		write("a", "b");
		const index = await fresh();
		expect(await index.refresh()).toBe(false);
		for (const [first, last] of [
			["c", "b"],
			["c", "d"],
		] as const) {
			write(first, last);
			expect(await index.refresh()).toBe(true);
			expect(index.tables()).toEqual((await fresh()).tables());
			expect(await index.refresh()).toBe(false);
		}
	}
});

test("calls of refresh at the same time see all that was there before them", async () => {
	rmSync(dir.manifestPath, { force: true });
	const index = await fresh();
	const [line] = fc.sample(ordinaryLine, 1);
	appendFileSync(dir.manifestPath, `${line}\n`);
	const refreshes = [index.refresh(), index.refresh(), index.refresh()];
	await Promise.all(refreshes);
	expect(index.tables()).toEqual((await fresh()).tables());
	expect(await index.refresh()).toBe(false);
});

test("a manifest that is a directory is INVALID_ARGUMENT", async () => {
	rmSync(dir.manifestPath, { force: true });
	mkdirSync(dir.manifestPath);
	const failure = await fresh().catch((error) => error);
	rmSync(dir.manifestPath, { recursive: true });
	expect(isAllyeError(failure, "INVALID_ARGUMENT")).toBe(true);
});
