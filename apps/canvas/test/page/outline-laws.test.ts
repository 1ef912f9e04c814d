import fc from "fast-check";
import { expect, test } from "vitest";
import { outlineInUnits } from "../../src/page/scatter-plot/outline-in-units";
import { scaled } from "../../src/page/scatter-plot/picked-points";
import type { Corner } from "../../src/page/scatter-plot/simplify-polygon";
import { polygonTest } from "../../src/server/rows/pick-rows";

/** What a hand draws in some thousand pixels: a way that trembles, and may cross itself. */
const drawn = fc
	.record({
		count: fc.integer({ min: 3, max: 3000 }),
		tremble: fc.double({ min: 0, max: 30, noNaN: true }),
		turns: fc.integer({ min: 1, max: 4 }),
		seed: fc.integer({ min: 0, max: 1000 }),
	})
	.map(({ count, tremble, turns, seed }) => {
		const random = numbersOf(seed);
		return Array.from({ length: count }, (_, i): Corner => {
			const turn = (i / count) * 2 * Math.PI * turns;
			const radius = 200 + 80 * Math.sin(turn * 1.37 + seed) + tremble * (random() - 0.5);
			return [400 + radius * Math.cos(turn), 300 + radius * Math.sin(turn)];
		});
	});

const axis = fc
	.tuple(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.double({ min: 1e-3, max: 1e9, noNaN: true }))
	.map(([low, span]) => ({ column: "x", low, high: low + span }))
	.filter(({ low, high }) => high - low > Math.abs(low) * 1e-6);

/** How many pixels the points' whole -1 … 1 takes: more where one has zoomed in. */
const zoom = fc.double({ min: 300, max: 300_000, noNaN: true });

test("a lasso as it is sent picks the points that the one that was drawn surrounds, as far as half a pixel can be seen", () =>
	fc.assert(
		fc.property(drawn, axis, axis, zoom, (inPixels, x, y, zoom) => {
			const pixel = { x: 2 / zoom, y: 2 / zoom };
			const corners = inPixels.map(([px, py]): Corner => [px * pixel.x - 1, py * pixel.y - 1]);
			const sent = outlineInUnits(corners, pixel, { x, y });
			expect(sent.length).toBeLessThanOrEqual(corners.length);
			const back = sent.map(
				([ux, uy]): Corner => [(scaled(ux, x) + 1) / pixel.x, (scaled(uy, y) + 1) / pixel.y],
			);
			const [before, after] = [polygonTest(inPixels), polygonTest(back)];
			const random = numbersOf(inPixels.length);
			for (let i = 0; i < 300; i++) {
				const [px, py] = [random() * 800, random() * 600];
				if (before(px, py) !== after(px, py)) expect(distance(px, py, inPixels)).toBeLessThan(0.5);
			}
		}),
		{ numRuns: 60 },
	));

test("a scribble of any length fits into a command of 64 KiB", () => {
	const random = numbersOf(1);
	const scribble = Array.from({ length: 20_000 }, (): Corner => [random() * 2 - 1, random() * 2 - 1]);
	const axis = { column: "time", low: 1.7e9, high: 1.7e9 + 1e6 };
	const sent = outlineInUnits(scribble, { x: 0.002, y: 0.003 }, { x: axis, y: axis });
	const command = {
		type: "set",
		id: "plot",
		settings: { picked: { by: "polygon", x: "x", y: "y", corners: sent } },
	};
	expect(JSON.stringify(command).length).toBeLessThan(64 * 1024);
	expect(sent.length).toBeGreaterThan(2);
});

/** Of a point to the nearest edge. */
function distance(x: number, y: number, corners: readonly Corner[]): number {
	let nearest = Number.POSITIVE_INFINITY;
	let [x1, y1] = corners.at(-1)!;
	for (const [x2, y2] of corners) {
		const [dx, dy] = [x2 - x1, y2 - y1];
		const length = dx * dx + dy * dy;
		const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / length));
		nearest = Math.min(nearest, Math.hypot(x - x1 - t * dx, y - y1 - t * dy));
		[x1, y1] = [x2, y2];
	}
	return nearest;
}

/** Always the same numbers from 0 to 1 (Marsaglia's xorshift). */
function numbersOf(seed: number): () => number {
	let state = seed * 2_654_435_761 + 1;
	return () => {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		return (state >>> 0) / 2 ** 32;
	};
}
