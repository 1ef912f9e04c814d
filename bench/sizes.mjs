/**
 * @typedef {object} Sizes
 * @property {number} bigRows
 * @property {number} bigColumns
 * @property {number} midRows
 * @property {number} midColumns
 * @property {number} midBatchRows Rows of each of its record batches.
 * @property {number} manifestLines
 * @property {number} manifestNames Tables in that manifest, each sent again and again.
 * @property {number} smallRows
 * @property {number} rounds Processes of each contender.
 */

/** Times as many processes load whole tables (T2, T3): a load is shorter than others' bursts of work can be. */
export const WHOLE_TABLE_PROCESSES = 2;

/** What the figures of docs/benchmarks.md are of. @type {Sizes} */
export const FULL = {
	bigRows: 10_000_000,
	bigColumns: 200,
	midRows: 1_000_000,
	midColumns: 20,
	midBatchRows: 500_000,
	manifestLines: 1_000_000,
	manifestNames: 10_000,
	smallRows: 10_000,
	rounds: 5,
};

/** Enough to see that everything runs. @type {Sizes} */
export const SMOKE = {
	bigRows: 2_000,
	bigColumns: 20,
	midRows: 2_000,
	midColumns: 10,
	midBatchRows: 500,
	manifestLines: 2_000,
	manifestNames: 50,
	smallRows: 1_000,
	rounds: 1,
};
