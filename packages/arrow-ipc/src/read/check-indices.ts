import type { ArrayData } from "../array-data";
import type { IntType } from "../data-type";
import type { BatchReader } from "./batch-reader";
import { bitAt } from "./bits";
import { integers } from "./integers";
import type { Layout } from "./layout";
import type { Place } from "./place";
import { yieldTurn } from "./turn";

const PIECE = 1 << 18;

/**
 * Checks the indices of a column, and of what is nested in it. In a struct or a fixed_size_list that is missing, its children hold
 * anything: pyarrow writes the index 0 there, be the dictionary empty.
 *
 * @param visible which of the array's rows its parents show; null for all
 * @throws PAYLOAD_CORRUPT unless every index that can be seen lies within its dictionary
 */
export async function checkIndices(
	reader: BatchReader,
	layout: Layout,
	array: ArrayData,
	visible: Uint8Array | null = null,
): Promise<void> {
	const { type } = layout.field;
	if (type.kind === "dictionary") return checkOwnIndices(array, type.indices, visible, reader.place(layout));
	const each = type.kind === "fixed_size_list" ? type.listSize : type.kind === "struct" ? 1 : null;
	const shown = each === null ? null : shownChildren(array, visible, each);
	for (const [index, child] of layout.children.entries())
		await checkIndices(reader, child, array.children[index]!, shown);
}

/** The rows of children that can be seen, `each` for a row of the parent; null where that is all. */
function shownChildren(array: ArrayData, visible: Uint8Array | null, each: number): Uint8Array | null {
	const { validity, length } = array;
	if (visible === null && (validity === null || each === 1)) return validity;
	const shown = new Uint8Array((length * each + 7) >> 3);
	for (let row = 0; row < length; row++) {
		if (validity !== null && !bitAt(validity, row)) continue;
		if (visible !== null && !bitAt(visible, row)) continue;
		for (let at = row * each; at < (row + 1) * each; at++) shown[at >> 3]! |= 1 << (at & 7);
	}
	return shown;
}

async function checkOwnIndices(
	array: ArrayData,
	type: IntType,
	visible: Uint8Array | null,
	place: Place,
): Promise<void> {
	const indices = integers(array.buffers[0]!, type);
	const { validity } = array;
	const length = array.dictionary!.length;
	for (let start = 0; start < array.length; start += PIECE) {
		const end = Math.min(array.length, start + PIECE);
		for (let i = start; i < end; i++) {
			const index = indices[i]!;
			if (index >= 0 && index < length) continue;
			if (validity !== null && !bitAt(validity, i)) continue;
			if (visible !== null && !bitAt(visible, i)) continue;
			throw place.corrupt(
				`row ${i} of those read has the index ${index} into a dictionary of ${length} values`,
			);
		}
		await yieldTurn();
	}
}
