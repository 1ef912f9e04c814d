import { deepStrictEqual, equal, match, ok } from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import fc from "fast-check";
import type { PythonEvent } from "../testee";
import { oddText } from "../text-arbitrary";
import { law } from "./law";
import { useTemporaryDirectory } from "./temporary-directory";
import { useTestee } from "./use-testee";
import type { WriterSuiteOptions } from "./writer-suite";

const rows = fc.array(fc.record({ x: fc.double(), 名: oddText, n: fc.option(fc.integer()) }), {
	minLength: 1,
	maxLength: 20,
});
const transport = fc.constantFrom("file" as const, "shm" as const);
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4}$/;

/** The laws of sending tables. */
export function registerSendLaws({ runner, factory, python }: WriterSuiteOptions): void {
	runner.describe("writer, sending", () => {
		const testee = useTestee(runner, python);
		const directory = useTemporaryDirectory(runner);

		/** A secret directory that does not exist yet, and what the laws need of it. */
		function fresh() {
			const secretDir = join(directory(), "secrets");
			rmSync(secretDir, { recursive: true, force: true });
			const writer = factory(secretDir);
			const events = (): PythonEvent[] => {
				const path = join(secretDir, "manifest.jsonl");
				const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n").slice(0, -1) : [];
				return lines.map((line) => JSON.parse(line));
			};
			const payloads = join(secretDir, "payloads");
			const files = () => (existsSync(payloads) ? readdirSync(payloads) : []);
			const send = writer.send?.bind(writer) as NonNullable<typeof writer.send>;
			return { secretDir, payloads, files, events, send, peer: testee().at(secretDir) };
		}

		law(
			runner,
			"writer: a table is announced as writing, then as ready once all of it can be read, with one id",
			[
				rows,
				transport,
				oddText.filter(Boolean),
				fc.option(fc.integer({ min: 1, max: 10 ** 6 }), { nil: undefined }),
			],
			async (table, transport, tableName, ttlSeconds) => {
				const { events, send, peer } = fresh();
				let sent = false;
				const sending = send(table, { tableName, transport, ttlSeconds }).finally(() => {
					sent = true;
				});
				while (!sent) {
					for (const { payload } of events()) if (payload) ok(isWhole(payload), "ready, and not yet there");
					await nextTurn();
				}
				await sending;
				const [writing, ready, ...more] = events();
				ok(writing && ready && more.length === 0, "two events");
				deepStrictEqual([writing.status, writing.payload, ready.status], ["writing", null, "ready"]);
				const { status, payload, ...rest } = ready;
				deepStrictEqual({ ...rest, status: "writing", payload: null }, writing);
				deepStrictEqual([ready.version, ready.table_name, ready.ttl_sec], [1, tableName, ttlSeconds ?? null]);
				ok(payload);
				deepStrictEqual(payload.shape, [table.length, 3]);
				const moments = [ready.created_at, payload.created_at, payload.expires_at ?? payload.created_at];
				for (const moment of moments) match(moment, TIMESTAMP);
				equal(payload.expires_at === null, ttlSeconds === undefined);
				const frame = await peer.get(tableName, ready.producer);
				const columns = frame.columns.map(({ name, dtype }) => [name, dtype] as const);
				equal(payload.schema_sha256, await testee().schemaSha256(columns));
			},
		);

		law(
			runner,
			"writer: a send that fails says error under its id, never ready, and leaves no payload",
			[rows, transport, fc.boolean(), fc.option(fc.nat(8))],
			async (table, transport, hadOne, abortAfterTurns) => {
				const abort = abortAfterTurns !== null;
				const { payloads, files, events, send, peer } = fresh();
				if (hadOne) await send(table, { tableName: "t", transport: "file" });
				const before = files();
				const controller = new AbortController();
				// A file where the directory should be: nothing can be written there.
				if (transport === "file" && !abort) {
					rmSync(payloads, { recursive: true, force: true });
					mkdirSync(join(payloads, ".."), { recursive: true });
					writeFileSync(payloads, "");
				}
				const sending = send(table, {
					tableName: "t",
					transport,
					maxShmBytes: abort ? undefined : 1,
					signal: controller.signal,
				});
				const outcome = sending.then(
					() => "sent",
					() => "failed",
				);
				for (let turn = 0; turn < (abortAfterTurns ?? 0); turn++) await nextTurn();
				if (abort) controller.abort("enough");
				// It may have been done before the signal.
				if ((await outcome) === "sent") {
					ok(abort, "it should have failed");
					return void (await peer.get("t"));
				}
				const after = events().slice(hadOne ? 2 : 0);
				// It may have failed before anything was announced.
				if (after.length > 0) {
					deepStrictEqual(
						after.map(({ status }) => status),
						["writing", "error"],
					);
					equal(after[1]?.id, after[0]?.id);
					match(String(after[1]?.metadata.error), /./);
				}
				if (transport !== "file" || abort) deepStrictEqual(files(), before);
				const latest = await peer.latestReady("t");
				equal(latest?.id, hadOne ? events()[0]?.id : undefined);
			},
		);
	});
}

/** On Linux, where shared memory can be looked at, and for files. */
function isWhole({ transport, locator, data_size }: NonNullable<PythonEvent["payload"]>): boolean {
	const isFile = transport.startsWith("file");
	if (!isFile && process.platform !== "linux") return true;
	const path = isFile ? locator : `/dev/shm/${locator}`;
	return existsSync(path) && statSync(path).size >= data_size;
}
