import { deepStrictEqual } from "node:assert/strict";
import { appendFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { PythonPeer } from "../testee";
import { type EventLike, eventJson } from "./event-json";
import { law } from "./law";
import { manifestText, oddLines } from "./manifest-text";
import { useTemporaryDirectory } from "./temporary-directory";
import type { TestRunner } from "./test-runner";
import { useTestee } from "./use-testee";

/** A reader of the manifest in one secret directory. Events have the manifest's own field names. */
export interface ManifestReader {
	/** Reads what was appended since. */
	refresh?(): Promise<unknown>;
	/** Every name in code-point order; `ready` is its last ready line, null where it has none. */
	tables(options: { producer?: string }): MaybeLater<readonly EntryLike[]>;
	/** Where there is none, `tables` alone is tried. */
	latestReady?(tableName: string, producer?: string): MaybeLater<EventLike | null>;
	/** Every event of a name in file order. */
	history(tableName: string): MaybeLater<readonly EventLike[]>;
}

type MaybeLater<T> = T | Promise<T>;
interface EntryLike {
	readonly tableName: string;
	readonly ready: (EventLike & { payload: { shape: unknown; data_size: unknown } | null }) | null;
}

/** What `manifestSuite` needs. */
export interface ManifestSuiteOptions {
	runner: TestRunner;
	/** Makes a reader for a secret directory, in which there may be nothing yet. */
	factory(secretDir: string): ManifestReader;
	/** Path of the interpreter that has the real package; default: findPython(). */
	python?: string;
}

const NAMES = ["t", "表", "🍣", "\uffff", "\ud800", "nobody"];
const producer = fc.constantFrom(undefined, "python", "allye", "");

/**
 * Law 5: for every manifest grown from valid lines by mutation, and read in two steps, the events, the tables, the latest ready ones, the
 * history and the producer filter are Python's.
 */
export function manifestSuite({ runner, factory, python }: ManifestSuiteOptions): void {
	runner.describe("manifest", () => {
		const testee = useTestee(runner, python);
		const secretDir = useTemporaryDirectory(runner);

		/** A reader that has seen the manifest's beginning before its rest was appended. */
		async function readerOf(text: string, cut: number): Promise<ManifestReader> {
			const bytes = Buffer.from(text);
			const path = join(secretDir(), "manifest.jsonl");
			rmSync(path, { force: true });
			const reader = factory(secretDir());
			await reader.refresh?.();
			const first = cut % (bytes.length + 1);
			writeFileSync(path, bytes.subarray(0, first));
			await reader.refresh?.();
			await reader.tables({});
			appendFileSync(path, bytes.subarray(first));
			await reader.refresh?.();
			return reader;
		}

		law(
			runner,
			"manifest: every event of every name is the one that iter_events gives",
			[manifestText, fc.nat()],
			async (text, cut) => {
				const reader = await readerOf(text, cut);
				await sameHistory(reader, testee().at(secretDir()));
			},
		);

		law(
			runner,
			"manifest: tables and latest ready, of all or of one producer, are those of list_tables and latest_ready",
			[manifestText, fc.nat(), producer],
			async (text, cut, producer) => {
				const reader = await readerOf(text, cut);
				const peer = testee().at(secretDir());
				const entries = await reader.tables({ producer });
				const ready = entries.flatMap((entry) => (entry.ready ? [{ ...entry, ready: entry.ready }] : []));
				const expected = await peer.listTables(producer);
				deepStrictEqual(
					ready.map(({ tableName, ready }) => [tableName, eventJson(ready)?.id]),
					expected.map(({ table_name, id }) => [table_name, id]),
				);
				for (const name of [...NAMES.slice(-2), ...expected.map((row) => row.table_name as string)]) {
					const entry = ready.find(({ tableName }) => tableName === name)?.ready ?? null;
					const latest = eventJson(await peer.latestReady(name, producer));
					deepStrictEqual(eventJson(entry), latest);
					if (reader.latestReady)
						deepStrictEqual(eventJson(await reader.latestReady(name, producer)), latest);
				}
			},
		);

		runner.test("manifest: each odd value in each field is what iter_events makes of it", async () => {
			// All in one manifest, for speed; a line's number is in its created_at, to find it.
			const lines = oddLines.map((line, number) => line.replace("2026-01-01", `${number}`));
			const reader = await readerOf(lines.join("\n"), 0);
			await sameHistory(reader, testee().at(secretDir()));
		});
	});
}

async function sameHistory(reader: ManifestReader, python: PythonPeer): Promise<void> {
	const expected = await python.history();
	const names = new Set([...NAMES, ...expected.map((event) => event.table_name)]);
	for (const name of names)
		deepStrictEqual(
			(await reader.history(name)).map(eventJson),
			expected.filter((event) => event.table_name === name).map(eventJson),
		);
}
