/**
 * Reads COUNT damaged copies of the payloads in PAYLOADS (what make-payloads.py wrote), every column of each, and prints what became of them, as JSON.
 * Anything but values or an AllyeError ends it with 1 and says which copy it was: read-mutated.mjs PAYLOADS FIRST COUNT [NATIVE]
 *
 * Copy i is the same at every run. NATIVE is a folder with another build of @allye/native, for example one with sanitizers.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { arrowValue, openArrow } from "../../../packages/arrow-ipc/dist/index.js";
import { AllyeError } from "../../../packages/protocol/dist/contract.js";

const [, , folder, first, count, nativeFolder] = process.argv;
const nativeUrl = nativeFolder
	? pathToFileURL(join(nativeFolder, "dist/index.js"))
	: "../../../packages/native/dist/index.js";
const native = (await import(nativeUrl)).loadNative();
const payloads = JSON.parse(readFileSync(join(folder, "payloads.json"), "utf8"))
	.map((payload) => ({ ...payload, bytes: new Uint8Array(readFileSync(payload.file)) }))
	.filter(({ bytes }) => bytes.length < 60_000);
const scratch = mkdtempSync(join(tmpdir(), "allye-mutated-"));
const FORMS = ["arrow", "arrow", "float64", "codes", "utf8"];

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomOf(seed) {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

function mutated(random) {
	const pick = (length) => Math.floor(random() * length);
	const payload = payloads[pick(payloads.length)];
	let bytes = payload.bytes.slice();
	const view = new DataView(bytes.buffer);
	// Metadata is a small part of the bytes, and every lie that matters is there.
	const metadata = metadataPlaces(payload);
	const place = () => (random() < 0.6 ? metadata[pick(metadata.length)] : pick(bytes.length));
	for (let changes = 1 + pick(3); changes > 0; changes--) {
		const at = place();
		const aligned = Math.min(at & ~7, bytes.length - 8);
		const kind = pick(10);
		if (kind < 4) bytes[at] = [0, 1, 0x7f, 0x80, 0xff, pick(256)][pick(6)];
		else if (kind < 6)
			view.setBigInt64(
				aligned,
				[0n, -1n, -2n, 2n ** 31n, 2n ** 32n - 1n, 2n ** 62n, -(2n ** 63n), BigInt(pick(1e6))][pick(8)],
				true,
			);
		else if (kind < 8)
			view.setInt32(
				Math.min(at & ~3, bytes.length - 4),
				[0, -1, 2 ** 31 - 1, -(2 ** 31), 1, pick(1e6), bytes.length][pick(7)],
				true,
			);
		else if (kind < 9)
			bytes.copyWithin(at, pick(bytes.length), Math.min(bytes.length, pick(bytes.length) + 64));
		else bytes[at] ^= 1 << pick(8);
	}
	if (random() < 0.05) bytes = bytes.slice(0, pick(bytes.length));
	return { bytes, format: payload.format };
}

const placesOf = new Map();
function metadataPlaces(payload) {
	let places = placesOf.get(payload);
	if (places) return places;
	places = [0];
	const { bytes, format } = payload;
	const view = new DataView(bytes.buffer);
	const add = (from, to) => {
		for (let at = Math.max(0, from); at < Math.min(to, bytes.length - 8); at++) places.push(at);
	};
	for (let at = 0; at + 8 <= bytes.length; at += 8) {
		const length = view.getInt32(at, true) === -1 ? view.getInt32(at + 4, true) : 0;
		if (length > 0 && length < bytes.length - at) add(at, at + 8 + length);
	}
	if (format === "file") add(bytes.length - 10 - view.getInt32(bytes.length - 10, true), bytes.length);
	placesOf.set(payload, places);
	return places;
}

/** Bytes in memory, or in a file that is mapped. */
function sourceOf(bytes, isMapped) {
	const label = "a damaged payload";
	const refuse = () => {
		throw new AllyeError("PAYLOAD_CORRUPT", `${label} ends before.`);
	};
	if (!isMapped)
		return {
			size: bytes.length,
			label,
			async read(offset, length, { into = new Uint8Array(length) } = {}) {
				if (offset < 0 || length < 0 || offset + length > bytes.length) refuse();
				into.set(bytes.subarray(offset, offset + length));
				return into;
			},
			async close() {},
		};
	const path = join(scratch, "payload");
	writeFileSync(path, bytes);
	const mapping = native.mapFile(path);
	return {
		size: bytes.length,
		label,
		async read(offset, length, options = {}) {
			if (offset < 0 || length < 0 || offset + length > bytes.length) refuse();
			const into = options.into ?? new Uint8Array(length);
			await mapping.read(offset, into);
			return into;
		},
		// The addon reads by itself.
		lend: (use) => use(mapping),
		async close() {
			mapping.close();
		},
	};
}

/** A part of the rows, picked out of all. */
function somePicked(rowCount, random) {
	const share = random();
	const picked = Array.from({ length: Math.min(rowCount, 10_000) }, (_, row) => row).filter(
		() => random() < share,
	);
	return { start: 0, end: rowCount, picked: Uint32Array.from(picked) };
}

async function readAll(bytes, format, random) {
	const source = sourceOf(bytes, random() < 0.3);
	try {
		const payload = await openArrow(source, { format, codecs: native, budgetBytes: 64 * 2 ** 20 });
		let refused = null;
		for (const column of payload.columns) {
			const as = FORMS[Math.floor(random() * FORMS.length)];
			try {
				const decoded = await column.decode({
					as,
					rows: random() < 0.5 ? somePicked(payload.rowCount, random) : undefined,
				});
				if (as !== "arrow") continue;
				for (const array of decoded)
					for (let row = 0; row < Math.min(array.length, 50); row++) arrowValue(array, row);
			} catch (error) {
				if (error?.name !== "AllyeError") throw error;
				if (error.code !== "TYPE_UNSUPPORTED") refused = error.code;
			}
		}
		return refused ?? "read";
	} catch (error) {
		if (error?.name === "AllyeError") return error.code;
		throw error;
	} finally {
		await source.close();
	}
}

const outcomes = {};
let longestMs = 0;
const end = Number(first) + Number(count);
for (let i = Number(first); i < end; i++) {
	const random = randomOf(i * 2654435761);
	const { bytes, format } = mutated(random);
	const started = performance.now();
	try {
		const outcome = await readAll(bytes, format, random);
		outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
	} catch (error) {
		console.error(`copy ${i}: ${error?.stack ?? error}`);
		process.exit(1);
	}
	longestMs = Math.max(longestMs, performance.now() - started);
	if (i % 1000 === 999) console.error(`${i + 1} of ${end}`);
}
rmSync(scratch, { recursive: true });
console.log(
	JSON.stringify({
		copies: Number(count),
		outcomes,
		longestMs: Math.round(longestMs),
		peakMB: Math.round(process.resourceUsage().maxRSS / 1024),
	}),
);
