import fc from "fast-check";
import { expect, test } from "vitest";
import type { LoadChoice, TablePreview } from "../../src/contract";
import { loadCostOf } from "../../src/page/receiver/load-cost-of";

const names = Array.from({ length: 20 }, (_, i) => `c${i}`);
const preview: TablePreview = {
	tableName: "t",
	eventId: "e",
	rowCount: 1_000_000,
	previewRows: 1000,
	columns: names.map((name) => ({
		variable: { name, kind: "continuous", role: "feature" },
		reason: { code: "floats", values: {} },
		fidelity: { arrow: "double", pandas: "float64", rule: "floats" },
	})),
	estimate: {
		payloadBytes: 1e9,
		decodedBytes: 2e9,
		loadedBytes: 2e9,
		availableBytes: 3e9,
		heaviest: [
			{ name: "c0", loadedBytes: 8e8 },
			{ name: "c1", loadedBytes: 3e8 },
		],
		warnings: ["more than half of what is free"],
	},
	versions: [],
	warnings: [],
};
const ALL: LoadChoice = { how: "all", n: 1000, seed: 1, columns: null, allowLarge: false };

test("all of it costs what the server says, and is too much where the server says so", () => {
	expect(loadCostOf(preview, ALL)).toMatchObject({
		rows: 1_000_000,
		columns: 20,
		bytes: 2e9,
		isTooMuch: true,
	});
});

test("all columns by name cost what all columns cost", () => {
	expect(loadCostOf(preview, { ...ALL, columns: names }).bytes).toBeCloseTo(2e9);
});

test("a part never costs more than what it is a part of", () =>
	fc.assert(
		fc.property(fc.subarray(names), fc.subarray(names), fc.nat(2e6), fc.nat(2e6), (a, b, n, m) => {
			const less = loadCostOf(preview, { ...ALL, how: "first", n: Math.min(n, m), columns: a });
			const more = loadCostOf(preview, {
				...ALL,
				how: "first",
				n: Math.max(n, m),
				columns: [...new Set([...a, ...b])],
			});
			expect(less.bytes).toBeLessThanOrEqual(more.bytes + 1);
			expect(less.rows).toBeLessThanOrEqual(preview.rowCount);
		}),
	));

test("a sample is small and yet reads everything; browsing takes nothing", () => {
	const sample = loadCostOf(preview, { ...ALL, how: "sample" });
	expect(sample).toMatchObject({ bytes: 2e6, readBytes: 2e9, isTooMuch: false });
	expect(loadCostOf(preview, { ...ALL, how: "browse" })).toMatchObject({
		bytes: 0,
		readBytes: 0,
		isTooMuch: false,
	});
});
