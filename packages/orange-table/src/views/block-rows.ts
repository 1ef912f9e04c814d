import { rowPermutation } from "./row-permutation";

/** At most so many blocks, and at least so many: a second block in a compressed record batch costs the decoding of all before it. */
const [MOST, LEAST] = [20, 4];

/** Blocks of rows times columns: each costs one zstd block at least, some 100 microseconds. */
const MOST_BUFFERS = 2000;

interface Slot {
	readonly start: number;
	readonly rows: number;
	taken: number;
}

/**
 * `n` rows in a few contiguous blocks spread evenly over all rows, ascending: quick to read, for a block begins where a record
 * batch does; in the middle of one only where there are fewer than four. Rows that lie together are often alike, so this is no random sample of the rows.
 *
 * The law: the record batches are cut into as many stretches of equal length as there are blocks, 20 or 2,000 / `columns`, but 4 at least; of each stretch
 * one record batch is drawn by `seed`, and of each drawn one the first n / blocks rows are taken. So a row at the beginning of a record batch
 * may be in the sample, one at its end never is, unless batches are so small that all of their rows are needed.
 *
 * @param batchRows rows of each record batch
 * @param seed which record batch of each stretch of them, where there are many
 * @param columns how many columns will be read of these rows
 * @returns exactly min(n, all) rows
 */
export function blockRows(batchRows: readonly number[], n: number, seed: number, columns = 1): Float64Array {
	const slots = slotsOf(batchRows);
	const rowCount = batchRows.reduce((sum, rows) => sum + rows, 0);
	let missing = Math.min(n, rowCount);
	const affordable = Math.max(LEAST, Math.floor(MOST_BUFFERS / Math.max(1, columns)));
	const blocks = Math.min(MOST, affordable, slots.length);
	const chosen = Array.from({ length: blocks }, (_, block) => {
		const first = Math.floor((slots.length * block) / blocks);
		const behind = Math.floor((slots.length * (block + 1)) / blocks);
		return slots[first + rowPermutation(behind - first, seed + block)(0)]!;
	});
	// Small batches may not have their share: then the others give more, chosen or not.
	for (const [among, most] of [
		[chosen, Math.ceil(missing / Math.max(1, blocks))],
		[chosen, rowCount],
		[slots, rowCount],
	] as const)
		for (const slot of among) {
			const taken = Math.min(most, slot.rows - slot.taken, missing);
			slot.taken += taken;
			missing -= taken;
		}
	const rows = new Float64Array(Math.min(n, rowCount));
	let at = 0;
	for (const { start, taken } of slots) for (let i = 0; i < taken; i++) rows[at++] = start + i;
	return rows;
}

/** Where blocks may begin: at each record batch, and within them where they are few. */
function slotsOf(batchRows: readonly number[]): Slot[] {
	const filled = batchRows.filter((rows) => rows > 0).length;
	const parts = Math.ceil(LEAST / Math.max(1, filled));
	let first = 0;
	return batchRows.flatMap((rows) => {
		const bounds = Array.from({ length: parts + 1 }, (_, part) => first + Math.floor((rows * part) / parts));
		first += rows;
		return bounds
			.slice(0, parts)
			.map((start, part) => ({ start, rows: bounds[part + 1]! - start, taken: 0 }))
			.filter((slot) => slot.rows > 0);
	});
}
