import { isAllyeError } from "@allye/protocol/contract";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type ArrayData, type ArrowPayload, arrowValue, openArrow } from "../src";
import { ArraySource } from "./array-source";
import { written } from "./memory-sink";
import { nativeCodecs as codecs } from "./native-codecs";
import { plainValue } from "./plain-value";
import { makePayloads, type PyarrowPayload } from "./pyarrow-payloads";
import { fieldOf } from "./random-array";

const RUNS = Number(process.env.ALLYE_RUNS ?? 400);
let payloads: PyarrowPayload[];
let small: PyarrowPayload[];
beforeAll(() => {
	payloads = makePayloads(7);
	small = payloads.filter(({ bytes }) => bytes.length < 150_000);
}, 120_000);

type Kind = { format: "file" | "stream" };
const open = (bytes: Uint8Array, { format }: Kind, budgetBytes = 64 * 2 ** 20) =>
	openArrow(new ArraySource(bytes), { format, codecs, budgetBytes });

/** Decodes every column in every way and looks at every value. */
async function readAll(payload: ArrowPayload): Promise<void> {
	for (const column of payload.columns) {
		for (const as of ["float64", "codes", "utf8", "arrow"] as const) {
			try {
				const decoded = await column.decode({ as } as { as: "arrow" });
				if (as !== "arrow") continue;
				for (const array of decoded) {
					for (let row = 0; row < Math.min(array.length, 1000); row++) plainValue(arrowValue(array, row));
				}
			} catch (error) {
				if (!isAllyeError(error, "TYPE_UNSUPPORTED")) throw error;
			}
		}
	}
}

/** Settles with values or an AllyeError, and soon; anything else fails the test. */
async function settles(bytes: Uint8Array, kind: Kind): Promise<string> {
	const started = performance.now();
	let outcome = "read";
	try {
		await readAll(await open(bytes, kind));
	} catch (error) {
		if (!isAllyeError(error)) throw error;
		expect(error.message).toContain("the test's payload");
		outcome = error.code;
	}
	expect(performance.now() - started).toBeLessThan(5000);
	return outcome;
}

describe("a damaged payload is read or refused with a code, never anything else", () => {
	it("with bytes changed anywhere", async () => {
		const seen = new Set<string>();
		await fc.assert(
			fc.asyncProperty(
				fc.nat(),
				fc.array(fc.tuple(fc.nat(), byte), {
					minLength: 1,
					maxLength: 4,
				}),
				async (pick, changes) => {
					const payload = small[pick % small.length]!;
					const bytes = payload.bytes.slice();
					for (const [where, value] of changes) bytes[where % bytes.length] = value;
					seen.add(await settles(bytes, payload));
				},
			),
			{ numRuns: RUNS },
		);
		expect(seen).toContain("PAYLOAD_CORRUPT");
	}, 300_000);

	it("with bytes of its metadata changed", async () => {
		await fc.assert(
			fc.asyncProperty(fc.nat(), fc.nat(), byte, async (pick, where, value) => {
				const payload = small[pick % small.length]!;
				const bytes = payload.bytes.slice();
				const places = metadataPlaces(payload);
				bytes[places[where % places.length]!] = value;
				await settles(bytes, payload);
			}),
			{ numRuns: RUNS },
		);
	}, 300_000);

	it("cut off: a file at any place is PAYLOAD_CORRUPT, a stream too except between messages", async () => {
		const tiny = payloads.find(({ name, format }) => name === "names twice" && format === "file")!;
		for (let length = 0; length < tiny.bytes.length; length++) {
			expect(await settles(tiny.bytes.slice(0, length), tiny)).toBe("PAYLOAD_CORRUPT");
		}
		const stream = payloads.find(({ name, format }) => name === "names twice" && format === "stream")!;
		const whole: number[] = [];
		for (let length = 0; length < stream.bytes.length; length++) {
			const outcome = await settles(stream.bytes.slice(0, length), stream);
			if (outcome === "PAYLOAD_CORRUPT") continue;
			expect(outcome).toBe("read");
			whole.push(length);
		}
		// After the schema, and after the only record batch: what is missing there is the end marker.
		expect(whole.length).toBe(2);
	}, 60_000);

	it("of random bytes", async () => {
		const bytes = fc.uint8Array({ maxLength: 300 });
		await fc.assert(
			fc.asyncProperty(bytes, fc.constantFrom("file" as const, "stream" as const), async (bytes, format) => {
				expect(await settles(bytes, { format })).not.toBe("read");
			}),
			{ numRuns: 500 },
		);
	});
});

describe("a lie about a length costs nothing", () => {
	it.each([2 ** 40, 2 ** 32, 2 ** 62, -2, 0])("a compressed buffer that claims %d bytes", async (claim) => {
		const payload = payloads.find((each) => each.compression === "zstd" && each.batchRows[0] === 700)!;
		const bytes = payload.bytes.slice();
		const at = zstdFrame(bytes) - 8;
		const before = process.memoryUsage().arrayBuffers;
		let most = 0;
		new DataView(bytes.buffer, bytes.byteOffset).setBigInt64(at, BigInt(claim), true);
		const opened = await open(bytes, payload, 8 * 2 ** 30);
		const failures: unknown[] = [];
		for (const column of opened.columns) {
			await column.decode({ as: "arrow" }).catch((error) => failures.push(error));
			most = Math.max(most, process.memoryUsage().arrayBuffers - before);
		}
		expect(failures).toEqual([expect.objectContaining({ code: "PAYLOAD_CORRUPT" })]);
		expect(most).toBeLessThan(64 * 2 ** 20);
	});

	it("a budget refuses what an honest payload needs above it, and says what to do", async () => {
		const payload = payloads.find((each) => each.batchRows[0] === 700)!;
		const opened = await open(payload.bytes, payload, 1000);
		const column = opened.columns.find(({ field }) => field.name === "float64")!;
		await expect(column.decode({ as: "float64" })).rejects.toMatchObject({
			code: "OUT_OF_MEMORY",
			message: expect.stringContaining("budgetBytes"),
		});
		expect(await column.decode({ as: "float64", rows: { start: 3, end: 13 } })).toHaveLength(10);
	});
});

it("a decimal's scale is no way to make gigabytes of zeros", async () => {
	const array = (scale: number): ArrayData => ({
		field: fieldOf("d", { kind: "decimal", bitWidth: 128, precision: 38, scale }),
		length: 1,
		nullCount: 0,
		validity: null,
		buffers: [Uint8Array.from({ length: 16 }, (_, i) => (i === 0 ? 7 : 0))],
		children: [],
		dictionary: null,
	});
	const opened = async (scale: number) => {
		const columns = [array(scale)];
		const schema = { fields: columns.map(({ field }) => field), metadata: new Map<string, string>() };
		return open(await written([{ length: 1, columns }], { schema, format: "file", compression: null }), {
			format: "file",
		});
	};
	for (const scale of [1001, -1001, 2 ** 31 - 1, -(2 ** 31)])
		await expect(opened(scale)).rejects.toMatchObject({ code: "TYPE_UNSUPPORTED" });
	const [taken] = await (await opened(-3)).columns[0]!.decode({ as: "arrow" });
	expect(arrowValue(taken!, 0)).toBe("7000");
});

const byte = fc.oneof(fc.constantFrom(0, 1, 0x7f, 0x80, 0xff), fc.nat({ max: 255 }));

/** Places in the length prefixes and flatbuffers of a payload: found by the continuation marker and the footer. */
function metadataPlaces({ bytes, format }: PyarrowPayload): number[] {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	const places: number[] = [];
	const add = (from: number, to: number) => {
		for (let at = from; at < Math.min(to, bytes.length); at++) places.push(at);
	};
	for (let at = 0; at + 8 <= bytes.length; at += 8) {
		if (view.getInt32(at, true) !== -1) continue;
		const length = view.getInt32(at + 4, true);
		if (length > 0 && length < bytes.length - at) add(at, at + 8 + length);
	}
	if (format === "file") add(bytes.length - 10 - view.getInt32(bytes.length - 10, true), bytes.length);
	return places.length > 0 ? places : [0];
}

/** Where the first zstd frame of the bodies begins. */
function zstdFrame(bytes: Uint8Array): number {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(
		Buffer.from([0x28, 0xb5, 0x2f, 0xfd]),
	);
}
