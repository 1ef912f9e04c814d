import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OrangeTable, TableProfiler } from "../src";
import { DistinctCounter, hashNumber, hashText } from "../src/profile/distinct-counter";
import { FrequentValues } from "../src/profile/frequent-values";
import { GrowingHistogram } from "../src/profile/growing-histogram";

/** Of magnitudes whose ratio is a normal double: otherwise the smaller is as good as 0 beside the larger one's bins. */
const number = fc.oneof(
	fc.double({ noNaN: true, min: -1e150, max: 1e150 }).map((value) => (Math.abs(value) < 1e-140 ? 0 : value)),
	fc.integer(),
);

describe("distinct values", () => {
	test("are counted exactly while they are few", () => {
		fc.assert(
			fc.property(fc.array(number), (values) => {
				const counter = new DistinctCounter(hashNumber);
				for (const value of values) counter.add(value);
				expect(counter.isExact).toBe(true);
				expect(counter.count()).toBe(new Set(values).size);
			}),
		);
	});

	test.each([5000, 20_000, 300_000])("are estimated within 5 % where they are %i", (count) => {
		const numbers = new DistinctCounter(hashNumber);
		const fractions = new DistinctCounter(hashNumber);
		const texts = new DistinctCounter(hashText);
		for (let i = 0; i < count; i++) {
			numbers.add(i);
			fractions.add(i / 1000);
			texts.add(`user-${i}`);
		}
		for (const counter of [numbers, fractions, texts]) {
			expect(counter.isExact).toBe(false);
			expect(Math.abs(counter.count() / count - 1)).toBeLessThan(0.05);
		}
	});
});

describe("a histogram that grows", () => {
	test("has each value in its bin, whatever comes in which order", () => {
		fc.assert(
			fc.property(fc.array(number, { minLength: 1 }), fc.boolean(), (values, expectsFirst) => {
				const histogram = new GrowingHistogram();
				if (expectsFirst) histogram.expect(values[0]!, values[0]!);
				else histogram.expect(Math.min(...values), Math.max(...values));
				for (const value of values) histogram.add(value);
				const { start, width, counts } = histogram.result()!;
				expect(counts.length).toBeLessThanOrEqual(32);
				const expected = new Array(counts.length).fill(0);
				for (const value of values) expected[Math.floor(value / width) - Math.floor(start / width)]++;
				expect(counts).toEqual(expected);
				expect(counts.reduce((total, count) => total + count, 0)).toBe(values.length);
			}),
			{ numRuns: 1000 },
		);
	});

	test("counts every value, however far apart they are", () => {
		fc.assert(
			fc.property(
				fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }),
				(values) => {
					const histogram = new GrowingHistogram();
					histogram.expect(values[0]!, values[0]!);
					for (const value of values) histogram.add(value);
					const { start, width, counts } = histogram.result()!;
					expect([Number.isFinite(start), width > 0, counts.length <= 32]).toEqual([true, true, true]);
					expect(counts.reduce((total, count) => total + count, 0)).toBe(values.length);
				},
			),
			{ numRuns: 1000 },
		);
	});

	test("is none of no values", () => expect(new GrowingHistogram().result()).toBeNull());
});

test("every value that makes up one in 4,096 is among the frequent ones", () => {
	const frequent = new FrequentValues();
	for (let i = 0; i < 200_000; i++) {
		frequent.add(`once ${i}`);
		if (i % 50 === 0) frequent.add("often");
	}
	const [first] = frequent.top();
	expect(first!.value).toBe("often");
	expect(first!.count).toBeGreaterThan(4000 - 204_000 / 4096);
	expect(first!.count).toBeLessThanOrEqual(4000);
});

test("a profile does not depend on how the rows are cut into tables", async () => {
	const row = fc.record({
		n: fc.option(number),
		c: fc.option(fc.constantFrom("a", "b", "c")),
		s: fc.string(),
		t: fc.option(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(1e13) })),
	});
	await fc.assert(
		fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 40 }), fc.nat(40), async (rows, cut) => {
			const table = OrangeTable.fromRows(rows);
			const profileOf = async (...parts: OrangeTable[]) => {
				const profiler = new TableProfiler(table.domain);
				for (const part of parts) await profiler.add(part);
				return profiler.profiles();
			};
			const part = (from: number, to: number) =>
				table.selectRows(Uint32Array.from({ length: to - from }, (_, i) => from + i));
			const at = Math.min(cut, rows.length);
			const whole = await profileOf(table);
			const cutUp = await profileOf(part(0, at), part(at, rows.length));
			for (const [i, profile] of whole.entries()) {
				// The bins' width depends on what came first, and the mean on rounding.
				const { histogram, mean, ...rest } = profile;
				const { histogram: other, mean: otherMean, ...same } = cutUp[i]!;
				expect(same).toEqual(rest);
				expect((otherMean ?? 0) - (mean ?? 0)).toBeLessThanOrEqual(Math.abs(mean ?? 0) * 1e-9 + 1e300 * 1e-9);
				expect(other === null).toBe(histogram === null);
			}
		}),
	);
});
