import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { gunzipSync } from "node:zlib";
import { type ArrowPayload, arrowValue, type Codecs, openArrow } from "@allye/arrow-ipc";
import { AllyeError, isAllyeError, type ManifestEvent } from "@allye/protocol";
import { createReceiver } from "@allye/receiver";
import { describe, expect, test } from "vitest";
import { loadNative } from "../../packages/native/dist/index.js";
import { integrationValues } from "./integration-json";
import { PYTHON, program } from "./python";

/** A checkout of apache/arrow-testing's data, which this project does not contain. */
const corpora = process.env.ALLYE_CORPORA ?? "";
const present = existsSync(corpora);
if (!present) console.log("ALLYE_CORPORA names no directory: the files of apache/arrow-testing are not run.");

const native = loadNative();
const codecs: Codecs = native;
const files = present
	? readdirSync(corpora, { recursive: true, encoding: "utf8" })
			.map((file) => join(corpora, file))
			.filter((file) => statSync(file).isFile() && !/\.(md|txt|json\.gz)$/.test(file))
			.sort()
	: [];
const gold = files.filter((file) => /integration.*\.(arrow_file|stream)$/.test(file));
const broken = files.filter((file) => !file.includes("integration"));
const isBigEndian = (file: string) => file.includes("bigendian");
const formatOf = (file: string) =>
	file.endsWith(".arrow_file") || file.includes("arrow-ipc-file") ? ("file" as const) : ("stream" as const);

const MB = 2 ** 20;
const MOST_MS = 1000;
const MOST_BYTES = 150 * MB;

function sourceOf(file: string) {
	const bytes = readFileSync(file);
	return {
		size: bytes.length,
		label: file,
		async read(offset: number, length: number, { into = new Uint8Array(length) } = {}) {
			if (offset < 0 || length < 0 || offset + length > bytes.length)
				throw new AllyeError("PAYLOAD_CORRUPT", `${file} ends before.`);
			into.set(bytes.subarray(offset, offset + length));
			return into;
		},
		async close() {},
	};
}

const openFile = (file: string): Promise<ArrowPayload> =>
	openArrow(sourceOf(file), { format: formatOf(file), codecs, budgetBytes: 128 * MB });

/** Decodes every column and looks at each of its first values. */
async function readByArrowIpc(file: string): Promise<void> {
	const payload = await openFile(file);
	for (const column of payload.columns)
		for (const array of await column.decode({ as: "arrow" }))
			for (let row = 0; row < Math.min(array.length, 1000); row++) arrowValue(array, row);
}

let segments = 0;
/** Loads it as a table that a manifest names: a file where it lies, a stream out of shared memory. */
async function readByReceiver(file: string): Promise<void> {
	const isFile = formatOf(file) === "file";
	const bytes = new Uint8Array(readFileSync(file));
	const locator = isFile ? file : `allye_corpora_${process.pid}_${segments++}`;
	if (!isFile) (await native.createSharedMemory(locator, [bytes])).close();
	const event: ManifestEvent = {
		version: 1,
		id: file,
		table_name: relative(corpora, file),
		producer: "python",
		status: "ready",
		created_at: "2026-01-01T00:00:00+0000",
		ttl_sec: null,
		metadata: {},
		payload: {
			transport: isFile ? "file_arrow_ipc_v1" : "shm_arrow_stream_v1",
			locator,
			data_size: bytes.length,
			shape: [0, 0],
			schema_sha256: "",
			created_at: "",
			expires_at: null,
		},
	};
	await using receiver = createReceiver({ secretDir: join(corpora, "none"), payloadsAnywhere: true });
	try {
		await using incoming = await receiver.open(event);
		await incoming.load();
	} finally {
		if (!isFile) native.unlinkSharedMemory(locator);
	}
}

/** What we refuse on purpose although pyarrow reads it, and why. */
const STRICTER: Readonly<Record<string, string>> = {
	// Its schema says that it is big-endian: refused, never swapped wrongly.
	"clusterfuzz-testcase-arrow-ipc-file-fuzz-6051391008473088": "TYPE_UNSUPPORTED",
	// A table of its metadata has a field outside of the size that the table claims; pyarrow reads no rows.
	"clusterfuzz-testcase-minimized-arrow-ipc-stream-fuzz-5718685113384960": "PAYLOAD_CORRUPT",
};

interface Outcome {
	file: string;
	/** "read", or the error's code. */
	what: string;
	/** Of the processor. */
	ms: number;
	bytes: number;
}

/** Anything but values or an AllyeError fails the test, and so does more than a second or 150 MB. */
async function settle(file: string, read: (file: string) => Promise<void>): Promise<Outcome> {
	const cpu = process.cpuUsage();
	const rss = process.memoryUsage().rss;
	const what = await read(file).then(
		() => "read",
		(error) => {
			if (!isAllyeError(error)) throw new Error(`${relative(corpora, file)}: ${error}`, { cause: error });
			return error.code;
		},
	);
	const { user, system } = process.cpuUsage(cpu);
	const outcome = { file, what, ms: (user + system) / 1000, bytes: process.memoryUsage().rss - rss };
	expect(outcome.ms, file).toBeLessThan(MOST_MS);
	expect(outcome.bytes, file).toBeLessThan(MOST_BYTES);
	return outcome;
}

const count = (outcomes: readonly Outcome[]) => {
	const counts: Record<string, number> = {};
	for (const { what } of outcomes) counts[what] = (counts[what] ?? 0) + 1;
	return {
		...counts,
		longestMs: Math.round(Math.max(...outcomes.map(({ ms }) => ms))),
		largestMB: Math.round(Math.max(...outcomes.map(({ bytes }) => bytes)) / MB),
	};
};

describe.skipIf(!present)("the files of apache/arrow-testing", { timeout: 600_000 }, () => {
	test("there are all of them", () => {
		expect(broken).toHaveLength(135);
		expect(gold).toHaveLength(2 * 91);
	});

	test.skipIf(!PYTHON)("what pyarrow's full validation refuses is refused, and nothing else", async () => {
		const lines = execFileSync(PYTHON!, [program("pyarrow-verdicts.py")], {
			input: broken.map((file) => `${file}\n`).join(""),
			maxBuffer: 2 ** 26,
			stdio: ["pipe", "pipe", "ignore"],
		});
		const verdicts = lines
			.toString()
			.trimEnd()
			.split("\n")
			.map((line) => JSON.parse(line));
		const different: object[] = [];
		for (const [by, read] of Object.entries({ "arrow-ipc": readByArrowIpc, Receiver: readByReceiver })) {
			const outcomes: Outcome[] = [];
			for (const [i, file] of broken.entries()) {
				const outcome = await settle(file, read);
				outcomes.push(outcome);
				const stricter = STRICTER[basename(file)];
				if (stricter !== undefined) expect([outcome.what, verdicts[i].ok], file).toEqual([stricter, true]);
				else if ((outcome.what === "read") !== verdicts[i].ok)
					different.push({
						by,
						file: relative(corpora, file),
						ours: outcome.what,
						pyarrow: verdicts[i].error ?? "read",
					});
			}
			console.log(`135 fuzz and crash files by ${by}:`, count(outcomes));
		}
		console.log("pyarrow:", verdicts.filter(({ ok }) => ok).length, "read of", verdicts.length);
		expect(different).toEqual([]);
	});

	test("gold files have the values of their JSON; big-endian ones are refused", async () => {
		const outcomes: Outcome[] = [];
		let values = 0;
		for (const file of gold) {
			const outcome = await settle(file, readByArrowIpc);
			outcomes.push(outcome);
			if (isBigEndian(file)) {
				expect(outcome.what, file).toBe("TYPE_UNSUPPORTED");
				continue;
			}
			expect(outcome.what, file).toBe("read");
			const json = gunzipSync(readFileSync(file.replace(/\.\w+$/, ".json.gz"))).toString("utf8");
			const payload = await openFile(file);
			for (const [i, expected] of integrationValues(json).entries()) {
				const column = payload.columns[i]!;
				expect(column.field.name).toBe(expected.name);
				const found = (await column.decode({ as: "arrow" })).flatMap((array) =>
					Array.from({ length: array.length }, (_, row) => arrowValue(array, row)),
				);
				expect(comparable(found), `${relative(corpora, file)}: ${expected.name}`).toEqual(
					comparable(expected.values),
				);
				values += found.length;
			}
		}
		console.log("gold files by arrow-ipc:", count(outcomes), { values });
		const loaded: Outcome[] = [];
		for (const file of gold) loaded.push(await settle(file, readByReceiver));
		console.log("gold files by Receiver:", count(loaded));
		for (const { file, what } of loaded) if (isBigEndian(file)) expect(what, file).toBe("TYPE_UNSUPPORTED");
	});
});

/** Typed arrays and objects without prototype as plain ones. */
function comparable(value: unknown): unknown {
	if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString("hex")}`;
	if (typeof value === "bigint") return `${value}n`;
	if (Array.isArray(value)) return value.map(comparable);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, comparable(item)]));
}
