import { invalidArgument } from "./invalid-argument";

/**
 * Which rows: their indices, in any order and as often as wanted, or a mask with one boolean (in a Uint8Array: one nonzero
 * byte) for each row.
 */
export type RowSelection =
	| readonly number[]
	| Int32Array
	| Uint32Array
	| Float64Array
	| readonly boolean[]
	| Uint8Array;

/** The indices that a selection means. @throws INVALID_ARGUMENT where one is no row, or a mask has another length */
export function rowIndices(selection: RowSelection, rowCount: number): Uint32Array {
	if (isMask(selection)) return maskIndices(selection, rowCount);
	const bad = selection.findIndex((row) => !Number.isInteger(row) || row < 0 || row >= rowCount);
	if (bad !== -1)
		throw invalidArgument(
			`The row index ${selection[bad]} (at position ${bad}) is outside of the table, which has ${rowCount} rows.`,
		);
	return selection instanceof Uint32Array ? selection : Uint32Array.from(selection);
}

function isMask(selection: RowSelection): selection is readonly boolean[] | Uint8Array {
	return selection instanceof Uint8Array || typeof selection[0] === "boolean";
}

function maskIndices(mask: readonly boolean[] | Uint8Array, rowCount: number): Uint32Array {
	if (mask.length !== rowCount)
		throw invalidArgument(`The mask has ${mask.length} entries, but the table has ${rowCount} rows.`);
	let count = 0;
	for (let row = 0; row < rowCount; row++) if (mask[row]) count++;
	const rows = new Uint32Array(count);
	for (let row = 0, next = 0; next < count; row++) if (mask[row]) rows[next++] = row;
	return rows;
}
