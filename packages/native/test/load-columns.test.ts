import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { loadNative, type StoredColumn } from "../src";
import { compressedBuffer } from "./compressed-buffer";

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
	picked: null,
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

	test("has its infinite values found wherever they stand", async () => {
		for (let length = 1; length <= 9; length++)
			for (let at = 0; at < length; at++) {
				const values = Float64Array.from({ length }, (_, i) => (i % 2 ? Number.NaN : -Number.MAX_VALUE));
				values[at] = at % 2 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
				const short = join(directory, "infinite");
				writeFileSync(short, new Uint8Array(values.buffer));
				const region = native.mapFile(short);
				const out = new Float64Array(length);
				const changes = {
					source: region,
					length,
					end: length,
					buffers: Float64Array.of(0, 0, 0, 8 * length),
				};
				expect(await load(changes, out)).toBe(1);
				values[at] = Number.NaN;
				expect(out).toEqual(values);
				region.close();
			}
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

describe.each(["zstd", "lz4_frame"] as const)(
	"a column in %s frames longer than what is read at once",
	(compression) => {
		const rows = 400_000;
		const values = Float64Array.from({ length: rows }, (_, row) => Math.sin(row));
		const all = new Uint8Array(values.buffer);
		const stored = async (claim: number, ...parts: Uint8Array[]) =>
			compressedBuffer(
				claim,
				...(await Promise.all(parts.map((part) => native.compress(compression, part)))),
			);
		const loadStored = async (bytes: Uint8Array) => {
			const path = join(directory, `${compression} ${bytes.length}`);
			writeFileSync(path, bytes);
			const out = new Float64Array(rows);
			const buffers = Float64Array.of(0, 0, 0, bytes.length);
			const changes = { source: native.mapFile(path), compression, length: rows, end: rows, buffers };
			return { infinite: await load(changes, out), out: Buffer.from(out.buffer) };
		};
		const loaded = async (bytes: Uint8Array) => (await loadStored(bytes)).out.equals(all);

		test("is loaded, from one frame or several", async () => {
			expect(await loaded(await stored(8 * rows, all))).toBe(true);
			const cut = [all.subarray(0, 1_000_001), all.subarray(1_000_001, 1_000_002), all.subarray(1_000_002)];
			expect(await loaded(await stored(8 * rows, ...cut))).toBe(true);
		});

		test("has its infinite values found, in whichever piece that is read they lie", async () => {
			for (const places of [[], [0], [rows - 1], [7, 100_000, 100_001, 250_000, 399_000]]) {
				const given = values.slice();
				for (const at of places) given[at] = at % 2 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
				const { infinite, out } = await loadStored(await stored(8 * rows, new Uint8Array(given.buffer)));
				for (const at of places) given[at] = Number.NaN;
				expect(infinite).toBe(places.length);
				expect(out.equals(new Uint8Array(given.buffer))).toBe(true);
			}
		});

		test("is refused where a byte is missing, or there are more, or it decodes to more or fewer than it claims", async () => {
			const bytes = await stored(8 * rows, all);
			const code = "ECORRUPT";
			await expect(loaded(bytes.subarray(0, -1))).rejects.toMatchObject({ code });
			await expect(loaded(Buffer.concat([bytes, new Uint8Array(9)]))).rejects.toMatchObject({ code });
			await expect(loaded(await stored(8 * rows, all.subarray(1)))).rejects.toMatchObject({ code });
			await expect(loaded(await stored(8 * rows, all, all.subarray(0, 1)))).rejects.toMatchObject({ code });
		});
	},
);

describe("a column of text that is not compressed", () => {
	const rows = 10_000;
	const texts = Array.from({ length: rows }, (_, row) => `${row % 700}é`.repeat(row % 3));
	const ends = Int32Array.of(5, ...texts.map((text) => Buffer.byteLength(text)));
	for (let row = 0; row < rows; row++) ends[row + 1]! += ends[row]!;
	const path = join(directory, "texts");
	const numbered = async (offsets: Int32Array, bytes = Buffer.from(`.....${texts.join("")}`)) => {
		writeFileSync(path, Buffer.concat([new Uint8Array(offsets.buffer), bytes]));
		const buffers = Float64Array.of(0, 0, 0, offsets.byteLength, offsets.byteLength, bytes.length);
		const maxBytes = bytes.length;
		const text = { ...column, source: native.mapFile(path), length: rows, end: rows, buffers, maxBytes };
		const table = kernels.createTextTable();
		const codes = new Int32Array(rows);
		expect(await table.load(text, 4, codes, rows)).toBe(true);
		return codes;
	};

	test("is numbered in order of first appearance, wherever its offsets begin", async () => {
		const distinct = [...new Set(texts)];
		const expected = Int32Array.from(texts, (text) => distinct.indexOf(text));
		expect(await numbered(ends)).toEqual(expected);
	});

	test.each([0, 1, 4095, 4096, 4097, 8192, rows])("is refused where offset %i leads nowhere", async (at) => {
		for (const wrong of [-1, -(2 ** 31), 2 ** 31 - 1, at === 0 ? 30_000 : 4]) {
			const offsets = ends.slice();
			offsets[at] = wrong;
			await expect(numbered(offsets)).rejects.toMatchObject({ code: "ECORRUPT" });
		}
	});
});

describe("picked rows", () => {
	const picked = (...rows: number[]) => Uint32Array.from(rows);

	test("are loaded alone, and only their infinite values counted", async () => {
		const out = new Float64Array(2);
		expect(await load({ picked: picked(0, 2) }, out)).toBe(0);
		expect(out).toEqual(Float64Array.of(1, -0));
		expect(await load({ picked: picked(1, 3) }, out)).toBe(1);
		expect(out).toEqual(Float64Array.of(Number.NaN, Number.NaN));
		expect(await load({ start: 1, end: 3, picked: picked(1) }, out.subarray(1))).toBe(0);
		expect(out[1]).toBe(-0);
		expect(await load({ picked: picked() }, new Float64Array(0))).toBe(0);
	});

	test.each([
		["that fall", picked(2, 1)],
		["twice the same", picked(1, 1)],
		["behind the end", picked(3, 4)],
		["far behind the end", picked(0, 2 ** 32 - 1)],
		["of another kind", Float64Array.of(0, 1)],
		["in other numbers than there is room for", picked(0)],
		["that are missing", undefined],
	])("%s are refused", async (_, rows) => {
		await expect(load({ picked: rows }, new Float64Array(2))).rejects.toMatchObject({ code: "EINVAL" });
	});

	test("may change once they are given", async () => {
		const rows = Uint32Array.from({ length: 2 }, (_, i) => i);
		const text = writtenText([["a", "b"]]);
		const loading = kernels.loadUtf8({ ...text, picked: rows }, 4);
		rows.fill(2 ** 32 - 1);
		expect((await loading)!.offsets).toEqual(Int32Array.of(0, 1, 2));
	});
});

let writtenCount = 0;
/** A column of one batch of text as it lies in a file, that begins behind other text. */
function writtenText([texts]: [string[]], { width = 4, change = (_: Uint8Array) => {} } = {}): StoredColumn {
	const ends = [3];
	for (const text of texts) ends.push(ends.at(-1)! + Buffer.byteLength(text));
	const offsets = new Uint8Array(
		(width === 4 ? Int32Array.from(ends) : BigInt64Array.from(ends, BigInt)).buffer,
	);
	const bytes = Buffer.concat([offsets, Buffer.from(`...${texts.join("")}`)]);
	change(bytes);
	const path = join(directory, `texts ${writtenCount++}`);
	writeFileSync(path, bytes);
	const length = texts.length;
	const [at, size] = [offsets.length, bytes.length - offsets.length];
	const buffers = Float64Array.of(0, 0, 0, at, at, size);
	return { ...column, source: native.mapFile(path), length, end: length, buffers, maxBytes: size };
}

describe("text", () => {
	const texts = ["", "a", "é", "日本", "", "𝄞 clef"];
	const spell = ({ offsets, bytes }: { offsets: Int32Array; bytes: Uint8Array }) =>
		Array.from({ length: offsets.length - 1 }, (_, i) =>
			Buffer.from(bytes.subarray(offsets[i], offsets[i + 1])).toString(),
		);

	test.each([4, 8] as const)(
		"with offsets of %i bytes is loaded whole, in part, or as it is picked",
		async (width) => {
			const text = writtenText([texts], { width });
			const load = async (rows: object) => spell((await kernels.loadUtf8({ ...text, ...rows }, width))!);
			expect(await load({})).toEqual(texts);
			expect(await load({ start: 2, end: 5 })).toEqual(texts.slice(2, 5));
			expect(await load({ start: 1, picked: Uint32Array.of(0, 2, 4) })).toEqual(["a", "日本", "𝄞 clef"]);
			expect(await load({ start: 6, end: 6 })).toEqual([]);
			expect(await load({ picked: new Uint32Array(0) })).toEqual([]);
		},
	);

	test("is refused where it is not UTF-8, needs more memory than it may, or its offsets fall; other rows' text may be anything", async () => {
		const latin = writtenText([texts], { change: (bytes) => bytes.fill(0xe9, bytes.length - 2) });
		const rows = (...picked: number[]) => ({ picked: Uint32Array.from(picked) });
		await expect(kernels.loadUtf8(latin, 4)).rejects.toMatchObject({ code: "ECORRUPT" });
		await expect(kernels.loadUtf8({ ...latin, ...rows(1, 5) }, 4)).rejects.toMatchObject({
			code: "ECORRUPT",
			reason: expect.stringContaining("row 1 of those read is not UTF-8"),
		});
		expect(spell((await kernels.loadUtf8({ ...latin, ...rows(1, 3) }, 4))!)).toEqual(["a", "日本"]);
		await expect(kernels.loadUtf8({ ...latin, maxBytes: 3 }, 4)).rejects.toMatchObject({ code: "ENOMEM" });
		const cut = { ...latin, buffers: latin.buffers.map((value, i) => (i === 5 ? value - 1 : value)) };
		await expect(kernels.loadUtf8({ ...cut, ...rows(1) }, 4)).rejects.toMatchObject({ code: "ECORRUPT" });
		for (const wrong of [-1, 2 ** 31 - 1, 0])
			for (const at of [0, 3, 6]) {
				if (wrong === 0 && at === 0) continue;
				const falling = writtenText([texts], {
					change: (bytes) => new DataView(bytes.buffer, bytes.byteOffset).setInt32(4 * at, wrong, true),
				});
				await expect(kernels.loadUtf8({ ...falling, ...rows(1) }, 4)).rejects.toHaveProperty("code");
			}
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
