import { writeFile } from "node:fs/promises";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { compareCodePoints, type ManifestEvent, ManifestIndex, parseEvent } from "../src";
import { readLines } from "../src/read-lines";
import { canonicalEvent } from "./canonical-event";
import { manifestBytes, oddLines } from "./manifest-text";
import { PythonPeer } from "./python-peer";
import { temporarySecretDir } from "./temporary-secret-dir";

const RUNS = Number(process.env.ALLYE_RUNS ?? 400);
const python = new PythonPeer();
afterAll(() => python.close());
const dir = temporarySecretDir();

function eventsOf(bytes: Buffer): ManifestEvent[] {
	const events: ManifestEvent[] = [];
	readLines(bytes, (text) => {
		const event = parseEvent(text);
		if (event) events.push(event);
	});
	return events;
}

describe("for every manifest in UTF-8, grown from valid lines by mutation", () => {
	test("the events equal ManifestStore.iter_events", { timeout: 120_000 }, async () => {
		await fc.assert(
			fc.asyncProperty(manifestBytes, async (bytes) => {
				await writeFile(dir.manifestPath, bytes);
				expect(eventsOf(bytes).map(canonicalEvent)).toEqual(await python.ask("events", { path: dir.path }));
			}),
			{ numRuns: RUNS },
		);
	});

	test("tables, latest ready and the producer filter equal list_tables and latest_ready", {
		timeout: 120_000,
	}, async () => {
		const producers = fc.constantFrom(undefined, "python", "allye", "");
		await fc.assert(
			fc.asyncProperty(manifestBytes, producers, async (bytes, producer) => {
				await writeFile(dir.manifestPath, bytes);
				const index = new ManifestIndex(dir);
				await index.refresh();
				const ready = index.tables({ producer }).flatMap((entry) => entry.ready ?? []);
				const request = { path: dir.path, producer: producer ?? null };
				expect(ready.map(row)).toEqual(await python.ask("tables", request));
				for (const name of ["t", "🍣"]) {
					const id = await python.ask("latest", { ...request, name });
					expect(index.latestReady(name, producer)?.id ?? null).toEqual(id);
				}
			}),
			{ numRuns: RUNS },
		);
	});

	function row(event: ManifestEvent) {
		const [, id, name, , , , , payload] = canonicalEvent(event) as unknown[];
		const [transport = null, , bytes = null, shape = null] = (payload ?? []) as unknown[];
		return [name, id, transport, shape, bytes];
	}
});

test("each odd value in each field is what iter_events makes of it", async () => {
	// All in one manifest, for speed; a line's number is in its created_at, to find it.
	const numbered = oddLines.map((line, number) => line.replace("2026-01-01", `${number}`));
	const bytes = Buffer.from(numbered.join("\n"));
	await writeFile(dir.manifestPath, bytes);
	expect(eventsOf(bytes).map(canonicalEvent)).toEqual(await python.ask("events", { path: dir.path }));
});

test("a line that is not UTF-8 costs only itself", () => {
	const [line] = fc.sample(
		manifestBytes.filter((bytes) => eventsOf(bytes).length === 1 && !bytes.includes("\n")),
		1,
	);
	const bytes = Buffer.concat([line!, Buffer.from("\n\xff\xfe\n", "latin1"), line!]);
	expect(eventsOf(bytes)).toHaveLength(2);
});

test("nesting beyond any stack is skipped", () => {
	expect(parseEvent(`{"metadata":${"[".repeat(1e6)}`)).toBeNull();
	expect(parseEvent(`{"a":`.repeat(1e6))).toBeNull();
});

test("names are in Python's order", async () => {
	const name = fc.string({ unit: "binary", maxLength: 3 });
	const names = fc.sample(
		fc.oneof(name, fc.constantFrom("\uffff", "🍣", "\ud83c", "\udf63", "\ud83ca", "")),
		500,
	);
	const code = (text: string) =>
		Array.from(text, (each) => each.codePointAt(0)!.toString(16).padStart(6, "0")).join("");
	const byCode = [...names].sort((a, b) => (code(a) < code(b) ? -1 : code(a) > code(b) ? 1 : 0));
	expect([...names].sort(compareCodePoints)).toEqual(byCode);
});
