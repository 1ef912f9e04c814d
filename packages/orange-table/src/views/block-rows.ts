import { rowPermutation } from "./row-permutation";

/** At most so many blocks, and at least so many: a second block in a compressed record batch costs the decoding of all before it. */
const [MOST, LEAST] = [20, 4];

interface Slot {
	readonly start: number;
	readonly rows: number;
	taken: number;
}

/**
 * About `n` rows in a few contiguous blocks spread evenly over all rows, ascending: quick to read, for a block begins where a record
 * batch does; in the middle of one only where there are fewer than four. Rows that lie together are often alike, so this is no random sample of the rows.
 *
 * @param batchRows rows of each record batch
 * @param seed which record batch of each stretch of them, where there are many
 * @returns exactly min(n, all) rows
 */
export function blockRows(batchRows: readonly number[], n: number, seed: number): Float64Array {
	const slots = slotsOf(batchRows);
	const rowCount = batchRows.reduce((sum, rows) => sum + rows, 0);
	let missing = Math.min(n, rowCount);
	const blocks = Math.min(MOST, slots.length);
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
