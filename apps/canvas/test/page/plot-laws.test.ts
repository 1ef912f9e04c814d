import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Distribution, VariableInfo } from "../../src/contract";
import { nextDown, pickAfterClick, pickedBars } from "../../src/page/distributions/bar-pick";
import { axisTicks, numberTicks } from "../../src/page/scatter-plot/axis-ticks";
import { colorRamp } from "../../src/page/scatter-plot/color-ramp";
import { scaled, unscaled } from "../../src/page/scatter-plot/picked-points";

const finite = fc.double({ min: -1e12, max: 1e12, noNaN: true });

describe("ticks", () => {
	test("of numbers lie in the range, ascend, differ in their texts, and are few", () =>
		fc.assert(
			fc.property(
				finite,
				fc.double({ min: 1e-6, max: 1e9, noNaN: true }),
				fc.integer({ min: 1, max: 12 }),
				(low, span, most) => {
					const high = low + span;
					fc.pre(span > Math.abs(low) * 1e-9);
					const ticks = numberTicks(low, high, most);
					expect(ticks.length).toBeLessThanOrEqual(most + 1);
					expect(new Set(ticks.map(({ text }) => text)).size).toBe(ticks.length);
					for (const [i, { at }] of ticks.entries()) {
						expect(at).toBeGreaterThanOrEqual(low - span * 1e-6);
						expect(at).toBeLessThanOrEqual(high + span * 1e-6);
						if (i > 0) expect(at).toBeGreaterThan((ticks[i - 1] as { at: number }).at);
					}
				},
			),
		));

	test("of times lie in the range, from seconds to centuries", () => {
		const time: VariableInfo = { name: "t", kind: "time", role: "feature", haveDate: true, haveTime: true };
		fc.assert(
			fc.property(
				fc.double({ min: -2e9, max: 4e9, noNaN: true }),
				fc.double({ min: 10, max: 6e9, noNaN: true }),
				(low, span) => {
					for (const { at } of axisTicks(time, low, low + span, 6)) {
						expect(at).toBeGreaterThanOrEqual(low - 1);
						expect(at).toBeLessThanOrEqual(low + span + 1);
					}
				},
			),
		);
	});
});

test("a place on an axis and its value are one to one, on an axis with one value too", () =>
	fc.assert(
		fc.property(
			fc.double({ min: -1, max: 1, noNaN: true }),
			finite,
			fc.double({ min: 0, max: 1e6, noNaN: true }),
			(place, low, span) => {
				const axis = { column: "x", low, high: low + span };
				fc.pre(span === 0 ? Math.abs(low) < 1e6 : span > 1e-9 && span > Math.abs(low) * 1e-6);
				expect(scaled(unscaled(place, axis), axis)).toBeCloseTo(place, 3);
			},
		),
	));

test("the number below another is the greatest one that is less", () =>
	fc.assert(
		fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
			fc.pre(value > -Number.MAX_VALUE);
			const below = nextDown(value);
			expect(below).toBeLessThan(value);
			const middle = below / 2 + value / 2;
			expect(middle <= below || middle >= value || value === 0).toBe(true);
		}),
	));

test("what a click on a bar picks is shown as picked", () => {
	const numbers: Distribution = {
		column: "x",
		edges: [0, 1, 2, 3, 4],
		values: null,
		others: 0,
		series: [],
		missing: 0,
		rows: 0,
		sampleOf: null,
	};
	const values: Distribution = { ...numbers, edges: null, values: ["a", "b", "c", "d"] };
	fc.assert(
		fc.property(
			fc.constantFrom(numbers, values),
			fc.integer({ min: 0, max: 3 }),
			fc.integer({ min: 0, max: 3 }),
			(bars, first, second) => {
				const only = pickedBars(bars, pickAfterClick(bars, new Set(), first, "only"));
				expect([...only]).toEqual([first]);
				const more = pickedBars(bars, pickAfterClick(bars, only, second, "extend"));
				expect(more.has(first) && more.has(second)).toBe(true);
				expect(more.size).toBe(Math.abs(first - second) + 1);
				expect(pickAfterClick(bars, only, first, "toggle")).toBeNull();
			},
		),
	);
});

test("the ramp's steps are equally far apart in lightness", () => {
	for (const onDark of [false, true]) {
		const light = colorRamp(9, onDark).map(luminanceRoot);
		const steps = light.slice(1).map((value, i) => Math.abs(value - (light[i] as number)));
		expect(Math.max(...steps) / Math.min(...steps)).toBeLessThan(2.2);
		for (const [i, value] of light.slice(1).entries())
			expect(Math.sign(value - (light[i] as number))).toBe(onDark ? 1 : -1);
	}
});

/** Roughly what an eye takes for lightness. */
function luminanceRoot(hex: string): number {
	const [r, g, b] = [1, 3, 5].map((at) => (Number.parseInt(hex.slice(at, at + 2), 16) / 255) ** 2.2) as [
		number,
		number,
		number,
	];
	return Math.cbrt(0.2126 * r + 0.7152 * g + 0.0722 * b);
}
