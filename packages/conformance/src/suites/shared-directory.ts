import { deepStrictEqual, fail } from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync, statSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exactFloat } from "../exact-value";
import type { FrameSpec } from "../frame-spec";
import type { PythonEvent, PythonPeer, Testee } from "../testee";
import { eventJson } from "./event-json";
import type { InterleavingStep, StepRow } from "./interleaving-step";
import type { Participant } from "./interleaving-suite";

/** Any, and each of the two sides. */
const PRODUCERS = [null, "python", "allye"] as const;

/** A secret directory in which Python and an implementation work in turn. */
export class SharedDirectory implements AsyncDisposable {
	readonly #path = mkdtempSync(join(tmpdir(), "allye shared "));
	readonly #python: PythonPeer;
	readonly #factory: (secretDir: string) => Participant;
	/** The first one sends; the others were made later and only read. */
	#participants: [Participant, ...Participant[]];

	constructor(testee: Testee, factory: (secretDir: string) => Participant) {
		this.#python = testee.at(this.#path);
		this.#factory = factory;
		this.#participants = [factory(this.#path)];
	}

	async apply(step: InterleavingStep): Promise<void> {
		const [here] = this.#participants;
		switch (step.do) {
			case "send":
				return void (step.by === "python"
					? await this.#python.send(frameOf(step.rows), {
							tableName: step.name,
							transport: step.transport,
							shmUnlinkOnRead: step.unlink,
							...(step.expired && { ttlSec: -5 }),
						})
					: await here.send(step.rows, {
							tableName: step.name,
							transport: step.transport,
							shmUnlinkOnRead: step.unlink,
						}));
			case "send and fail": {
				const sending =
					step.by === "python"
						? this.#python.send(UNSENDABLE, { tableName: step.name, transport: "file" })
						: here.send([{ x: 1, 名: "a" }], { tableName: step.name, transport: "shm", maxShmBytes: 1 });
				return sending.then(
					() => fail("It should have failed."),
					() => {},
				);
			}
			case "gc":
				return void (await this.#python.gc({ dryRun: false }));
			case "delete payload":
				return rmSync((await this.#payloadPath(step.name)) ?? "nothing", { force: true });
			case "truncate payload": {
				const path = await this.#payloadPath(step.name);
				// Python maps shared memory: where it is shorter than announced, the process dies of SIGBUS.
				if (path?.endsWith(".arrow") && fileSize(path) > 0) truncateSync(path, step.at % fileSize(path));
				return;
			}
			case "tear": {
				appendFileSync(join(this.#path, "manifest.jsonl"), tornLine(step));
				if (step.insideCharacter)
					await here.send([{ x: 2, 名: "a" }], { tableName: step.name, transport: "file" });
				return;
			}
			case "new reader":
				return void this.#participants.push(this.#factory(this.#path));
			case "restart":
				await this.#leave();
				this.#participants = [this.#factory(this.#path)];
		}
	}

	/** @throws AssertionError where the two sides see something else; values are compared of the table that was touched */
	async compare(touched: string | null): Promise<void> {
		const { events, listed, latest } = await this.#python.observe(PRODUCERS, touched ?? undefined);
		const names = [...new Set(events.map((event) => event.table_name))];
		for (const participant of this.#participants) {
			for (const [index, producer] of PRODUCERS.entries()) {
				const seen = await participant.tables(producer ?? undefined);
				deepStrictEqual(
					seen.map((event) => eventJson(event) as PythonEvent).map((event) => [event.table_name, event.id]),
					listed[index]?.map(({ table_name, id }) => [table_name, id]),
				);
			}
			for (const name of names)
				deepStrictEqual(
					(await participant.history(name)).map(eventJson),
					events.filter((event) => event.table_name === name).map(eventJson),
				);
		}
		if (touched === null) return;
		// We remove shared memory that asks for it when we have loaded it, and nothing else.
		const gone = new Set<string>();
		for (const [index, producer] of PRODUCERS.entries()) {
			const { event, table } = latest[index] ?? { event: null, table: null };
			const expected = event && gone.has(event.id) ? null : table;
			deepStrictEqual(await orNull(this.#participants[0].load(touched, producer ?? undefined)), expected);
			if (event && expected && goesOnceLoaded(event)) gone.add(event.id);
		}
		const left = latest.map((one) => one && { ...one, table: gone.has(one.event.id) ? null : one.table });
		deepStrictEqual((await this.#python.observe(PRODUCERS, touched)).latest, left);
	}

	/** Where the latest ready payload of a name lies, where that can be reached by a path. */
	async #payloadPath(name: string): Promise<string | null> {
		const payload = (await this.#python.latestReady(name))?.payload;
		if (!payload) return null;
		if (payload.transport.startsWith("file")) return payload.locator;
		return process.platform === "linux" ? `/dev/shm/${payload.locator}` : null;
	}

	async #leave(): Promise<void> {
		for (const participant of this.#participants) await participant[Symbol.asyncDispose]();
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.#leave();
		rmSync(this.#path, { recursive: true, force: true });
	}
}

function goesOnceLoaded({ payload, metadata }: PythonEvent): boolean {
	return payload?.transport.startsWith("shm") === true && metadata.shm_unlink_on_read === true;
}

/** A complex column: Arrow has no such type. */
const UNSENDABLE: FrameSpec = { rows: 1, columns: [{ name: "x", dtype: "complex128", values: [[1, 0]] }] };

function frameOf(rows: readonly StepRow[]): FrameSpec {
	return {
		rows: rows.length,
		columns: [
			{ name: "x", dtype: "float64", values: rows.map(({ x }) => (x === null ? "nan" : exactFloat(x))) },
			{ name: "名", dtype: "object", values: rows.map(({ 名 }) => 名) },
		],
	};
}

/** The beginning of a line: never all of it, and cut inside of a character only where the step says so. */
function tornLine({ name, at, insideCharacter }: Extract<InterleavingStep, { do: "tear" }>): Buffer {
	const start = `{"version":1,"id":"torn","table_name":${JSON.stringify(name)},"metadata":{"text":"`;
	if (insideCharacter)
		return Buffer.concat([Buffer.from(start), Buffer.from("表").subarray(0, 1 + (at % 2))]);
	const characters = Array.from(`${start}送信中`);
	return Buffer.from(characters.slice(0, 1 + (at % characters.length)).join(""));
}

function fileSize(path: string): number {
	return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** null for what cannot be loaded, whatever the reason. */
function orNull<T>(loading: Promise<T>): Promise<T | null> {
	return loading.catch(() => null);
}
