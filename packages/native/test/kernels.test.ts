import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadNative, type NumberKind } from "../src";

const { kernels } = loadNative();

const arrays = {
	int8: Int8Array,
	int16: Int16Array,
	int32: Int32Array,
	int64: BigInt64Array,
	uint8: Uint8Array,
	uint16: Uint16Array,
	uint32: Uint32Array,
	uint64: BigUint64Array,
	float32: Float32Array,
	float64: Float64Array,
} satisfies Partial<Record<NumberKind, unknown>>;
type ArrayKind = keyof typeof arrays;

const bitAt = (bits: Uint8Array | null, i: number) => bits === null || ((bits[i >> 3]! >> (i & 7)) & 1) === 1;
const validityOf = (count: number) =>
	fc.option(fc.uint8Array({ minLength: Math.ceil(count / 8), maxLength: Math.ceil(count / 8) }));
/** Bytes of whole values of 8 bytes, aligned, and a bitmap of as many. */
const columns = fc
	.nat(100)
	.chain((count) =>
		fc.tuple(fc.uint8Array({ minLength: 8 * count, maxLength: 8 * count }), validityOf(8 * count)),
	);

describe("toFloat64", () => {
	test.each(Object.keys(arrays) as ArrayKind[])(
		"gives each %s as Number() does, NaN where missing",
		async (kind) => {
			await fc.assert(
				fc.asyncProperty(columns, async ([bytes, validity]) => {
					const values = new arrays[kind](bytes.slice().buffer);
					const expected = Float64Array.from(values as ArrayLike<number>, (value, i) =>
						bitAt(validity, i) ? Number(value) : Number.NaN,
					);
					const out = new Float64Array(values.length);
					await kernels.toFloat64(kind, bytes, validity, out);
					expect(out).toEqual(expected);
					if (values.BYTES_PER_ELEMENT < 8) return;
					const inPlace = new Float64Array(bytes.slice().buffer);
					await kernels.toFloat64(kind, new Uint8Array(inPlace.buffer), validity, inPlace);
					expect(inPlace).toEqual(expected);
				}),
			);
		},
	);

	test("gives bits as 0 and 1", async () => {
		await fc.assert(
			fc.asyncProperty(columns, async ([bits, validity]) => {
				const out = new Float64Array(bits.length * 8);
				await kernels.toFloat64(
					"bool",
					bits,
					validity === null ? null : new Uint8Array(bits.length).fill(0x55),
					out,
				);
				const expected = out.map((_, i) =>
					validity !== null && i % 2 === 1 ? Number.NaN : Number(bitAt(bits, i)),
				);
				expect(out).toEqual(expected);
			}),
		);
	});
});

const text = fc.oneof(
	fc.string({ unit: "binary", maxLength: 40 }).map((value) => new TextEncoder().encode(value)),
	fc.constantFrom("a", "user-12345678", "ü", "", "12345678").map((value) => new TextEncoder().encode(value)),
);
/** Mostly text, sometimes with a byte changed or the end cut off. */
const mostlyText = fc
	.tuple(text, fc.option(fc.tuple(fc.nat(), fc.nat(255))), fc.boolean())
	.map(([bytes, change, cut]) => {
		const changed = cut ? bytes.slice(0, -1) : bytes.slice();
		if (change !== null && changed.length > 0) changed[change[0] % changed.length] = change[1];
		return changed;
	});

function packed(texts: readonly Uint8Array[]): { offsets: Int32Array; bytes: Uint8Array } {
	const offsets = new Int32Array(texts.length + 1);
	for (const [i, { length }] of texts.entries()) offsets[i + 1] = offsets[i]! + length;
	return { offsets, bytes: new Uint8Array(Buffer.concat(texts)) };
}

test("areUtf8 says what a strict decoder says of each text", async () => {
	const isUtf8 = (bytes: Uint8Array) => {
		try {
			new TextDecoder("utf-8", { fatal: true }).decode(bytes);
			return true;
		} catch {
			return false;
		}
	};
	await fc.assert(
		fc.asyncProperty(fc.oneof(fc.array(text), fc.array(mostlyText)), async (texts) => {
			const { offsets, bytes } = packed(texts);
			expect(await kernels.areUtf8(offsets, bytes)).toBe(texts.every(isUtf8));
		}),
		{ numRuns: 500 },
	);
	expect(await kernels.areUtf8(Int32Array.of(0, 2), new Uint8Array(1))).toBe(false);
	expect(await kernels.areUtf8(Int32Array.of(-1, 1), new Uint8Array(1))).toBe(false);
});

describe("a text table", () => {
	test("numbers texts in order of first appearance, over any number of calls", async () => {
		const rows = fc.array(fc.option(mostlyText), { maxLength: 200 });
		await fc.assert(
			fc.asyncProperty(fc.array(rows, { maxLength: 4 }), async (batches) => {
				const table = kernels.createTextTable();
				const seen: string[] = [];
				for (const batch of batches) {
					const { offsets, bytes } = packed(batch.map((value) => value ?? new Uint8Array(3)));
					const validity = new Uint8Array(Math.ceil(batch.length / 8));
					const expected = batch.map((value, i) => {
						if (value === null) return -1;
						validity[i >> 3]! |= 1 << (i & 7);
						const hex = Buffer.from(value).toString("hex");
						if (!seen.includes(hex)) seen.push(hex);
						return seen.indexOf(hex);
					});
					const codes = new Int32Array(batch.length);
					expect(await table.encode(offsets, bytes, validity, codes, 1e9)).toBe(true);
					expect([...codes]).toEqual(expected);
				}
				const { offsets, bytes, order } = await table.texts();
				const texts = seen.map((_, i) =>
					Buffer.from(bytes.subarray(offsets[i], offsets[i + 1])).toString("hex"),
				);
				expect(texts).toEqual(seen);
				const inOrder = seen.toSorted((a, b) => Buffer.compare(Buffer.from(a, "hex"), Buffer.from(b, "hex")));
				expect(Array.from(order, (code) => seen[code])).toEqual(inOrder);
			}),
		);
	});

	test("holds many, and stops at the first too many", async () => {
		const texts = Array.from({ length: 100_000 }, (_, i) => new TextEncoder().encode(`${i * 7919}`));
		const { offsets, bytes } = packed(texts);
		const codes = new Int32Array(texts.length);
		const table = kernels.createTextTable();
		for (let again = 0; again < 2; again++) {
			expect(await table.encode(offsets, bytes, null, codes, 100_000)).toBe(true);
			expect(codes.every((code, i) => code === i)).toBe(true);
		}
		expect(await kernels.createTextTable().encode(offsets, bytes, null, codes, 99_999)).toBe(false);
		expect(await kernels.createTextTable().encode(offsets, bytes, null, codes, 0)).toBe(false);
	});
});

test("translate looks each index up, and finds the first that lies outside", async () => {
	const kinds = fc.constantFrom<ArrayKind[]>(
		"int8",
		"int16",
		"int32",
		"int64",
		"uint8",
		"uint16",
		"uint32",
		"uint64",
	);
	await fc.assert(
		fc.asyncProperty(
			columns,
			kinds,
			fc.nat(300),
			fc.boolean(),
			async ([bytes, validity], kind, count, small) => {
				const indices = new arrays[kind](bytes.slice().buffer);
				if (small && count > 0) {
					for (const [i, index] of indices.entries()) {
						const inside = Math.abs(Number(index)) % Math.min(count, 128);
						indices[i] = (typeof index === "bigint" ? BigInt(inside) : inside) as never;
					}
				}
				const codeOf = Int32Array.from({ length: count }, (_, i) => 3 * i - 1);
				const codes = new Int32Array(indices.length);
				const expected = Array.from(indices as ArrayLike<number>, (index, i): number | undefined =>
					bitAt(validity, i) ? codeOf[Number(index)] : -1,
				);
				const bad = await kernels.translate(kind, new Uint8Array(indices.buffer), validity, codeOf, codes);
				expect(bad).toBe(expected.indexOf(undefined));
				expect([...codes.subarray(0, bad < 0 ? codes.length : bad)]).toEqual(
					expected.slice(0, bad < 0 ? undefined : bad),
				);
			},
		),
	);
});

test("rebaseOffsets moves rising offsets to 0, and finds others", async () => {
	const steps = fc.array(fc.integer({ min: -1, max: 1000 }), { minLength: 1 });
	await fc.assert(
		fc.asyncProperty(steps, fc.constantFrom<(4 | 8)[]>(4, 8), async (steps, width) => {
			let last = 0;
			const offsets = steps.map((step) => (last += step));
			const array = width === 4 ? Int32Array.from(offsets) : BigInt64Array.from(offsets, BigInt);
			const rising = steps.every((step) => step >= 0);
			expect(await kernels.rebaseOffsets(new Uint8Array(array.buffer), width)).toBe(rising);
			if (rising)
				expect(Array.from(array as ArrayLike<number>, Number)).toEqual(offsets.map((o) => o - offsets[0]!));
		}),
	);
});

test("arrays that do not fit together are EINVAL, and nothing is read or written outside them", async () => {
	const codes = new Int32Array(2);
	const table = kernels.createTextTable();
	const refused = [
		kernels.toFloat64("int32", new Uint8Array(7), null, new Float64Array(2)),
		kernels.toFloat64("bool", new Uint8Array(1), null, new Float64Array(9)),
		kernels.toFloat64("int8", new Uint8Array(9), new Uint8Array(1), new Float64Array(9)),
		kernels.toFloat64("int128" as NumberKind, new Uint8Array(32), null, new Float64Array(2)),
		kernels.translate("int32", new Uint8Array(7), null, new Int32Array(1), codes),
		kernels.translate("float32", new Uint8Array(8), null, new Int32Array(1), codes),
		kernels.rebaseOffsets(new Uint8Array(16).subarray(1, 9), 4),
		table.encode(Int32Array.of(0, 1), new Uint8Array(1), null, codes, 9),
		table.encode(Int32Array.of(0, 1, 2), new Uint8Array(1), null, codes, 9),
		table.encode(Int32Array.of(0, 1, 0), new Uint8Array(1), null, codes, 9),
		table.encode(Int32Array.of(-1, 0, 1), new Uint8Array(1), null, codes, 9),
		table.encode(Int32Array.of(0, 1, 1), new Uint8Array(1), new Uint8Array(0), codes, 9),
	];
	for (const outcome of await Promise.allSettled(refused)) {
		expect(outcome).toMatchObject({ status: "rejected", reason: { code: "EINVAL" } });
	}
});
