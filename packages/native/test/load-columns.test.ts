import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { loadNative, type StoredColumn } from "../src";

const native = loadNative();
const { kernels } = native;
const directory = mkdtempSync(join(tmpdir(), "allye-columns-"));
afterAll(() => rmSync(directory, { recursive: true }));

const path = join(directory, "values");
writeFileSync(path, new Uint8Array(Float64Array.of(1, Number.NEGATIVE_INFINITY, -0, Number.NaN).buffer));
const source = native.mapFile(path);
const column: StoredColumn = {
	source,
	compression: null,
	length: 4,
	start: 0,
	end: 4,
	nullCount: 0,
	buffers: Float64Array.of(0, 0, 0, 32),
	maxBytes: 1000,
};
const load = (changes: object, out = new Float64Array(4)) =>
	kernels.loadFloat64({ ...column, ...changes }, "float64", { finite: true }, out);

describe("a stored column", () => {
	test("is loaded with its infinite values counted and made NaN, and -0 kept", async () => {
		const out = new Float64Array(4);
		expect(await load({}, out)).toBe(1);
		expect(out).toEqual(Float64Array.of(1, Number.NaN, -0, Number.NaN));
	});

	test.each([
		["a buffer behind the end", { buffers: Float64Array.of(0, 0, 8, 32) }, "ERANGE"],
		["a buffer before the start", { buffers: Float64Array.of(0, 0, -8, 32) }, "ERANGE"],
		["a buffer nowhere", { buffers: Float64Array.of(0, 0, Number.NaN, 32) }, "ERANGE"],
		["a length that is none", { buffers: Float64Array.of(0, 0, 0, Number.NaN) }, "EINVAL"],
		["too few buffers", { buffers: Float64Array.of(0, 32) }, "EINVAL"],
		["too few bytes", { buffers: Float64Array.of(0, 0, 0, 24) }, "ECORRUPT"],
		["more rows than there is room", { length: 5, end: 5 }, "EINVAL"],
		["rows that it has not", { start: 1, end: 5 }, "EINVAL"],
		["rows that end before they start", { start: 3, end: 2 }, "EINVAL"],
		["rows without number", { length: Number.NaN }, "EINVAL"],
		["a claim of missing rows that has no bitmap", { nullCount: 2 }, "ECORRUPT"],
		["a frame of other bytes", { compression: "zstd" }, "ECORRUPT"],
		["a source that is no mapping", { source: {} }, "EINVAL"],
	])("with %s is refused", async (_, changes, code) => {
		await expect(load(changes)).rejects.toMatchObject({ code });
	});

	test("that was cut off meanwhile is EFAULT", async () => {
		const short = join(directory, "short");
		writeFileSync(short, new Uint8Array(1 << 20));
		const mapping = native.mapFile(short);
		truncateSync(short, 4096);
		const length = 1 << 17;
		const cut = { source: mapping, length, end: length, buffers: Float64Array.of(0, 0, 0, 1 << 20) };
		await expect(load(cut, new Float64Array(length))).rejects.toMatchObject({ code: "EFAULT" });
	});
});

test("recode refuses a code that its table has not, and counts what it makes missing", async () => {
	await expect(kernels.recode(Int32Array.of(0, 2), Int32Array.of(1, 0))).rejects.toMatchObject({
		code: "EINVAL",
	});
	const codes = Int32Array.of(0, -1, 1, 1);
	expect(await kernels.recode(codes, Int32Array.of(5, -2))).toBe(2);
	expect(codes).toEqual(Int32Array.of(5, -1, -1, -1));
});

test("texts chosen to collide under multiplication cost what others cost", async () => {
	// Flipping the upper bit of a word and those that a multiply and a shift carry it to: equal hashes of 65,536 texts, whatever the seed.
	const count = 1 << 16;
	const words = 17;
	const bytes = new Uint8Array(count * words * 8);
	const view = new DataView(bytes.buffer);
	for (let text = 0; text < count; text++) {
		for (let word = 0; word < words; word++) {
			const flipped = word < 16 && (text >> word) & 1 ? 0x80000000 : 0;
			const undone = word > 0 && (text >> (word - 1)) & 1 ? 0x80000004 : 0;
			view.setUint32(8 * (text * words + word) + 4, (flipped ^ undone) >>> 0, true);
		}
	}
	const offsets = Int32Array.from({ length: count + 1 }, (_, i) => i * words * 8);
	const { user } = process.cpuUsage();
	const codes = new Int32Array(count);
	const table = kernels.createTextTable();
	expect(await table.encode(offsets, bytes, null, codes, Number.POSITIVE_INFINITY)).toBe(true);
	expect(codes).toEqual(Int32Array.from({ length: count }, (_, i) => i));
	expect(process.cpuUsage().user - user).toBeLessThan(2_000_000);
});
