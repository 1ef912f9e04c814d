import fc from "fast-check";
import { expect, test } from "vitest";
import type { PlotAxis } from "../../src/contract";
import { outlineInUnits } from "../../src/page/scatter-plot/outline-in-units";
import { scaled } from "../../src/page/scatter-plot/picked-points";
import type { Corner } from "../../src/page/scatter-plot/simplify-polygon";
import { polygonTest } from "../../src/server/rows/pick-rows";

interface Hand {
	readonly count: number;
	readonly tremble: number;
	readonly turns: number;
	readonly seed: number;
}

/** What a hand draws in some thousand pixels: a way that trembles, and may cross itself. */
function lasso({ count, tremble, turns, seed }: Hand): Corner[] {
	const random = numbersOf(seed);
	return Array.from({ length: count }, (_, i): Corner => {
		const turn = (i / count) * 2 * Math.PI * turns;
		const radius = 200 + 80 * Math.sin(turn * 1.37 + seed) + tremble * (random() - 0.5);
		return [400 + radius * Math.cos(turn), 300 + radius * Math.sin(turn)];
	});
}

const drawn = fc
	.record({
		count: fc.integer({ min: 3, max: 3000 }),
		tremble: fc.double({ min: 0, max: 30, noNaN: true }),
		turns: fc.integer({ min: 1, max: 4 }),
		seed: fc.integer({ min: 0, max: 1000 }),
	})
	.map(lasso);

const axis = fc
	.tuple(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.double({ min: 1e-3, max: 1e9, noNaN: true }))
	.map(([low, span]) => ({ column: "x", low, high: low + span }))
	.filter(({ low, high }) => high - low > Math.abs(low) * 1e-6);

/** Bytes: no corner of two numbers more has room in what an outline may take, 60 KiB. */
const FULL = 60 * 1024 - 51;

/** How many pixels the points' whole -1 … 1 takes: more where one has zoomed in. */
const zoom = fc.double({ min: 300, max: 300_000, noNaN: true });

/** Trembles at each of its thousands of corners, which numbers near 1e9 make long: more than a command has room for. */
const tooLong: [Corner[], PlotAxis, PlotAxis, number] = [
	lasso({ count: 2995, tremble: 30, turns: 4, seed: 1 }),
	{ column: "x", low: 1e9, high: 2e9 },
	{ column: "x", low: 0, high: 1e-3 },
	18_062.5,
];

test("a lasso as it is sent picks the points that the one that was drawn surrounds, as far as half a pixel can be seen, or a whole one where it fills its command", () =>
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
			const isFull = JSON.stringify(sent).length > FULL;
			const random = numbersOf(inPixels.length);
			for (let i = 0; i < 600; i++) {
				const [px, py] = i % 2 ? anywhere(random) : beside(inPixels, random);
				if (before(px, py) !== after(px, py))
					expect(distance(px, py, inPixels)).toBeLessThan(isFull ? 1 : 0.5);
			}
		}),
		{ numRuns: 200, examples: [tooLong] },
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

const anywhere = (random: () => number): Corner => [random() * 800, random() * 600];

/** Half a pixel to one from a corner. */
function beside(corners: readonly Corner[], random: () => number): Corner {
	const [x, y] = corners[Math.floor(random() * corners.length)]!;
	const [angle, way] = [random() * 2 * Math.PI, 0.5 + random() / 2];
	return [x + way * Math.cos(angle), y + way * Math.sin(angle)];
}

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
