import { deepStrictEqual, match } from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { writableEvent } from "./event-arbitrary";
import { eventJson } from "./event-json";
import { law } from "./law";
import { useTemporaryDirectory } from "./temporary-directory";
import { useTestee } from "./use-testee";
import type { WriterSuiteOptions } from "./writer-suite";

/** The laws of appending single events. */
export function registerAppendLaws({ runner, factory, python }: WriterSuiteOptions): void {
	runner.describe("writer, appending", () => {
		const testee = useTestee(runner, python);
		const directory = useTemporaryDirectory(runner);

		/** A secret directory that does not exist yet, and what the law needs of it. */
		function fresh() {
			const secretDir = join(directory(), "secrets");
			rmSync(secretDir, { recursive: true, force: true });
			const append = factory(secretDir).append as NonNullable<ReturnType<typeof factory>["append"]>;
			return { secretDir, manifest: join(secretDir, "manifest.jsonl"), append, peer: testee().at(secretDir) };
		}

		law(
			runner,
			"writer: every event is one line of ASCII, and Python reads it as it was meant",
			[fc.array(writableEvent, { minLength: 1, maxLength: 4 })],
			async (events) => {
				const { manifest, append, peer } = fresh();
				for (const event of events) await append(event);
				match(readFileSync(manifest, "latin1"), new RegExp(`^([ -~]+\\n){${events.length}}$`));
				deepStrictEqual((await peer.history()).map(eventJson), events.map(eventJson));
			},
		);

		law(
			runner,
			"writer: after a tail that was torn at any byte, Python reads every whole event and the next ones",
			[
				writableEvent,
				writableEvent,
				fc.nat(),
				fc.array(writableEvent, { minLength: 1, maxLength: 3 }),
				fc.boolean(),
			],
			async (whole, torn, cut, next, raw) => {
				const { secretDir, manifest, append, peer } = fresh();
				await append(whole);
				// As Python writes it: raw characters, of which the tear may leave a half.
				const line = raw ? JSON.stringify({ ...torn, metadata: { 表: "日本🍣" } }) : asciiLine(torn);
				const bytes = Buffer.from(line);
				const length = cut % (bytes.length + 1);
				mkdirSync(secretDir, { recursive: true });
				writeFileSync(manifest, bytes.subarray(0, length), { flag: "a" });
				for (const event of next) await append(event);
				const ids = (await peer.history()).map(({ id }) => id);
				const kept = length === bytes.length ? [torn.id] : [];
				deepStrictEqual(ids, [whole.id, ...kept, ...next.map(({ id }) => id)]);
			},
		);

		law(
			runner,
			"writer: of events that it and Python append at once, none is lost and none is there twice",
			[fc.array(writableEvent, { minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 20 })],
			async (events, count) => {
				const { append, peer } = fresh();
				const [ids] = await Promise.all([
					peer.appendMany(count, { tableName: "表" }),
					...events.map((event) => append(event)),
				]);
				const expected = [...(ids as string[]), ...events.map(({ id }) => id)].sort();
				deepStrictEqual((await peer.history()).map(({ id }) => id).sort(), expected);
			},
		);
	});
}

function asciiLine(event: { id: string }): string {
	return JSON.stringify({
		version: 1,
		id: event.id,
		table_name: "t",
		producer: "p",
		status: "error",
		created_at: "",
	});
}
