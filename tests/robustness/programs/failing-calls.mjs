/**
 * Runs each operation again and again, its first, second, … system call of a kind failing, until no call is left to fail, and prints what went
 * wrong. Started with faults.c preloaded: node failing-calls.mjs SECRET_DIR CONTROL
 *
 * Last line, as JSON: how many experiments, how often which call failed, how many operations were refused with which code, and what was violated.
 */
import {
	closeSync,
	existsSync,
	openSync,
	readdirSync,
	readFileSync,
	readSync,
	rmSync,
	writeFileSync,
	writeSync,
} from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { appendEvent, formatTimestamp, isAllyeError, resolveSecretDir } from "@allye/protocol";
import { createReceiver } from "@allye/receiver";
import { collectGarbage, compactManifest, createTransmitter } from "@allye/transmitter";

const [, , secretDir, controlPath] = process.argv;
const CALLS = { write: 1, fsync: 2, rename: 3, open: 4, mmap: 5, "short write": 6 };
const ERRORS = ["ENOSPC", "EIO"];
const control = openSync(controlPath, "r+");
const dir = resolveSecretDir({ secretDir });
const payloads = join(secretDir, "payloads");
const rows = Array.from({ length: 2000 }, (_, i) => ({ i, x: i / 7, text: `行 ${i}` }));

function arm(call, nth, error, forever) {
	const words = Int32Array.of(
		call ? CALLS[call] : 0,
		nth,
		error ? constants.errno[error] : 0,
		forever ? 1 : 0,
		0,
		0,
	);
	writeSync(control, new Uint8Array(words.buffer), 0, words.byteLength, 0);
}
/** How many calls failed since. */
function disarm() {
	const words = new Int32Array(6);
	readSync(control, new Uint8Array(words.buffer), 0, words.byteLength, 0);
	arm(null, 0, null, false);
	return words[5];
}

const transmitter = createTransmitter({ secretDir });
const plain = createTransmitter({ secretDir, compression: "none" });
const manifest = () => readFileSync(dir.manifestPath, "latin1");
const lines = (text) =>
	text
		.split("\n")
		.filter(Boolean)
		.map((line) => JSON.parse(line));
const segmentOf = (id) => join("/dev/shm", `allye_${id.replaceAll("-", "").slice(0, 20)}`);
const filesIn = (folder) =>
	readdirSync(folder)
		.filter((name) => name !== "payloads")
		.sort();
const state = () => ({ text: manifest(), beside: filesIn(secretDir), payloads: filesIn(payloads) });

async function rowsOf(tableOrEvent) {
	const receiver = createReceiver({ secretDir, unlinkSharedMemory: false });
	try {
		return (await (await receiver.open(tableOrEvent)).load()).rowCount;
	} finally {
		await receiver.close();
	}
}

function requireUnchanged(before, what) {
	const after = state();
	for (const key of ["text", "beside", "payloads"])
		if (JSON.stringify(after[key]) !== JSON.stringify(before[key]))
			throw new Error(
				`${what}: ${key} changed: ${JSON.stringify(before[key]).slice(-300)} -> ${JSON.stringify(after[key]).slice(-300)}`,
			);
}

/** What must be so of a transfer, whether it was acknowledged (`event`) or not. */
async function checkTransfer(before, event) {
	const after = state();
	if (!after.text.startsWith(before.text)) throw new Error("earlier lines changed");
	if (!after.text.endsWith("\n")) throw new Error("a torn line was left");
	const added = lines(after.text.slice(before.text.length));
	const ready = added.filter(({ status }) => status === "ready");
	const extra = after.payloads.filter((name) => !before.payloads.includes(name));
	if (event) {
		if (ready.length !== 1 || ready[0].id !== event.id)
			throw new Error("acknowledged, but there is no ready line");
		if ((await rowsOf(event)) !== rows.length) throw new Error("acknowledged, but it cannot be read");
		if (extra.length !== (event.payload.transport.startsWith("file") ? 1 : 0))
			throw new Error(`left over: ${extra}`);
		return;
	}
	if (ready.length > 0) throw new Error("refused, but announced");
	if (extra.length > 0) throw new Error(`left over: ${extra}`);
	for (const { id } of added) if (existsSync(segmentOf(id))) throw new Error(`left over: ${segmentOf(id)}`);
}

const send = (by, options) => ({
	run: async () => (await by.send(rows, { tableName: "sent", ...options })).event,
	check: checkTransfer,
	after(event) {
		if (event?.payload.transport.startsWith("shm")) rmSync(segmentOf(event.id), { force: true });
	},
});

const OPERATIONS = {
	"send a file": send(transmitter, {}),
	"send a durable file": send(transmitter, { durable: true }),
	"send shared memory": send(transmitter, { transport: "shm" }),
	"keep shared memory": {
		async before() {
			this.sent = (await transmitter.send(rows, { tableName: "kept", transport: "shm" })).event;
		},
		async run() {
			const receiver = createReceiver({ secretDir, unlinkSharedMemory: false });
			return await receiver.keep("kept").finally(() => receiver.close());
		},
		check: checkTransfer,
		after() {
			rmSync(segmentOf(this.sent.id), { force: true });
		},
	},
	"append after a torn line": {
		before() {
			writeFileSync(dir.manifestPath, `${manifest()}{"version":1,"id":"torn","table_name":"行`);
		},
		run: () =>
			appendEvent(
				dir,
				{
					version: 1,
					id: "appended",
					table_name: "t",
					producer: "allye",
					status: "writing",
					created_at: formatTimestamp(new Date()),
					ttl_sec: null,
					payload: null,
					metadata: {},
				},
				{ durable: true },
			).then(() => true),
		check(before, appended) {
			if (appended) {
				if (lines(manifest()).at(-1).id !== "appended") throw new Error("acknowledged, but it is not there");
			} else if (manifest() !== before.text && !before.text.startsWith(manifest()))
				throw new Error("refused, but something was written");
			if (!appended && !manifest().endsWith("\n")) requireUnchanged(before, "refused before the repair");
		},
		after() {
			for (const name of readdirSync(secretDir)) if (name.includes(".torn-")) rmSync(join(secretDir, name));
			const text = manifest();
			writeFileSync(dir.manifestPath, text.slice(0, text.lastIndexOf("\n") + 1));
		},
	},
	"compact the manifest": {
		run: () => compactManifest({ secretDir }),
		check(before, report) {
			if (!report) return requireUnchanged(before, "refused");
			if (readFileSync(report.copy, "latin1") !== before.text)
				throw new Error("the copy is not what was there");
			if (lines(manifest()).length !== report.linesAfter) throw new Error("lines were lost");
		},
		after(report) {
			if (!report) return;
			writeFileSync(dir.manifestPath, readFileSync(report.copy));
			rmSync(report.copy);
		},
	},
	"clean up": {
		before() {
			writeFileSync(join(payloads, "orphan.arrow"), "orphan");
		},
		run: () => collectGarbage({ secretDir, delete: true }),
		check(before, report) {
			const isThere = existsSync(join(payloads, "orphan.arrow"));
			if (!report) requireUnchanged(before, "refused");
			else if (report.items[0]?.deleted === isThere) throw new Error("it does not say what it did");
		},
		after() {},
	},
	...Object.fromEntries(
		["zstd", "uncompressed", "shared"].map((name) => [
			`load (${name})`,
			{
				run: () => rowsOf(name),
				check(before, count) {
					requireUnchanged(before, "loading");
					if (count !== null && count !== rows.length) throw new Error(`${count} rows`);
				},
				after() {},
			},
		]),
	),
};

await transmitter.send(rows, { tableName: "zstd" });
await transmitter.send(rows, { tableName: "zstd" });
await plain.send(rows, { tableName: "uncompressed" });
const shared = (await transmitter.send(rows, { tableName: "shared", transport: "shm" })).event;

const seen = { experiments: 0, refused: 0, codes: {}, failedCalls: {}, violations: [] };
for (const [name, operation] of Object.entries(OPERATIONS))
	for (const call of Object.keys(CALLS))
		for (const error of call === "short write" ? [null] : ERRORS)
			for (const forever of [false, true])
				for (let nth = 1; nth < 1000; nth++) {
					await operation.before?.();
					const before = state();
					let result = null;
					let failure = null;
					arm(call, nth, error, forever);
					try {
						result = await operation.run();
					} catch (thrown) {
						failure = thrown;
					}
					const failed = disarm();
					seen.experiments++;
					if (failed > 0) seen.failedCalls[call] = (seen.failedCalls[call] ?? 0) + 1;
					const where = `${name}: ${call} ${nth} ${error ?? ""}${forever ? " and all later" : ""}`;
					try {
						if (failure) {
							seen.refused++;
							seen.codes[failure.code] = (seen.codes[failure.code] ?? 0) + 1;
							if (!isAllyeError(failure)) throw new Error(`no AllyeError: ${failure.stack}`);
							if (failed === 0) throw new Error(`failed by itself: ${failure.message}`);
							if (
								error === "ENOSPC" &&
								!/ENOSPC|no space|full/i.test(`${failure.message} ${failure.cause?.message}`)
							)
								throw new Error(`the reason is not told: ${failure.message}`);
						}
						await operation.check(before, result);
					} catch (violation) {
						seen.violations.push(`${where}: ${violation.message}`);
					}
					await operation.after(result);
					if (failed === 0) break;
				}
rmSync(segmentOf(shared.id), { force: true });
closeSync(control);
console.log(JSON.stringify(seen));
