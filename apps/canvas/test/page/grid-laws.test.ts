import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ColumnLayout } from "../../src/page/grid/column-layout";
import { cellAfterKey } from "../../src/page/grid/grid-keys";
import {
	addRows,
	countRows,
	hasRow,
	type RowRanges,
	rangesOf,
	removeRows,
} from "../../src/page/grid/row-ranges";
import { ScrollScale } from "../../src/page/grid/scroll-scale";

const VIEW = 600;

describe("scrolling through more than an element can be high", () => {
	const scale = new ScrollScale(10_000_000 * 28, VIEW);
	const bar = fc.integer({ min: 0, max: scale.scrollHeight - VIEW });

	test("every pixel of the scrollbar comes back from the content to where it was", () =>
		fc.assert(
			fc.property(bar, (top) => {
				expect(scale.toScroll(scale.toContent(top))).toBe(top);
			}),
		));

	test("further down in the scrollbar is further down in the content", () =>
		fc.assert(
			fc.property(bar, bar, (a, b) => {
				if (a < b) expect(scale.toContent(a)).toBeLessThan(scale.toContent(b));
			}),
		));

	test("both ends are reached, and near them a pixel is a pixel", () => {
		expect(scale.toContent(0)).toBe(0);
		expect(scale.toContent(1000)).toBe(1000);
		expect(scale.toContent(scale.scrollHeight - VIEW)).toBe(10_000_000 * 28 - VIEW);
		expect(scale.toContent(scale.scrollHeight - VIEW - 1000)).toBe(10_000_000 * 28 - VIEW - 1000);
	});

	test("a small table scrolls as it is", () =>
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 5000 }), (rows) => {
				const small = new ScrollScale(rows * 28, VIEW);
				expect(small.scrollHeight).toBe(rows * 28);
				const end = Math.max(0, rows * 28 - VIEW);
				expect(small.toContent(end)).toBe(end);
			}),
		));
});

describe("rows that are picked", () => {
	const edge = fc.integer({ min: 0, max: 60 });
	const step = fc.record({ from: edge, length: fc.integer({ min: 0, max: 20 }), add: fc.boolean() });

	test("adding and removing ranges does what it does to a set of numbers", () =>
		fc.assert(
			fc.property(fc.array(step), (steps) => {
				const model = new Set<number>();
				let ranges: RowRanges = [];
				for (const { from, length, add } of steps) {
					ranges = (add ? addRows : removeRows)(ranges, from, from + length);
					for (let row = from; row < from + length; row += 1) add ? model.add(row) : model.delete(row);
				}
				expect(countRows(ranges)).toBe(model.size);
				for (let row = 0; row < 90; row += 1) expect(hasRow(ranges, row)).toBe(model.has(row));
				for (const [i, [start, end]] of ranges.entries()) {
					expect(start).toBeLessThan(end);
					if (i > 0) expect(start).toBeGreaterThan((ranges[i - 1] as readonly number[])[1] as number);
				}
			}),
		));

	test("numbers in any order become the ranges that hold just them", () =>
		fc.assert(
			fc.property(fc.array(edge), (rows) => {
				const ranges = rangesOf(rows);
				for (let row = 0; row < 90; row += 1) expect(hasRow(ranges, row)).toBe(rows.includes(row));
			}),
		));
});

test("what is seen of the columns holds every column that is seen", () =>
	fc.assert(
		fc.property(
			fc.array(fc.integer({ min: 56, max: 800 }), { minLength: 1, maxLength: 200 }),
			fc.double({ min: 0, max: 1, noNaN: true }),
			fc.integer({ min: 1, max: 3000 }),
			(widths, share, width) => {
				const layout = new ColumnLayout(widths);
				const left = share * Math.max(0, layout.width - width);
				const [first, end] = layout.visible(left, width);
				for (let column = 0; column < widths.length; column += 1) {
					const isSeen = layout.left(column) < left + width && layout.left(column + 1) > left;
					if (isSeen) expect(column >= first && column < end).toBe(true);
				}
			},
		),
	));

test("no key leads out of the grid", () =>
	fc.assert(
		fc.property(
			fc.constantFrom("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End"),
			fc.boolean(),
			fc.record({ row: fc.integer({ min: -1, max: 99 }), column: fc.integer({ min: 0, max: 9 }) }),
			(key, ctrlKey, from) => {
				const size = { rowCount: 100, columnCount: 10, pageRows: 20 };
				const to = cellAfterKey({ key, ctrlKey, metaKey: false }, from, size);
				expect(to).not.toBeNull();
				expect(to?.row).toBeGreaterThanOrEqual(-1);
				expect(to?.row).toBeLessThan(100);
				expect(to?.column).toBeGreaterThanOrEqual(0);
				expect(to?.column).toBeLessThan(10);
			},
		),
	));
