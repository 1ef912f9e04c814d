import type { ArrayData } from "../array-data";
import type { IntType } from "../data-type";
import { bitAt } from "./bits";
import { integers } from "./integers";
import type { Place } from "./place";
import { yieldTurn } from "./turn";

const PIECE = 1 << 18;

/** @throws PAYLOAD_CORRUPT unless every index present lies within the array's dictionary */
export async function checkIndices(array: ArrayData, type: IntType, place: Place): Promise<void> {
	const indices = integers(array.buffers[0]!, type);
	const { validity } = array;
	const length = array.dictionary!.length;
	for (let start = 0; start < array.length; start += PIECE) {
		const end = Math.min(array.length, start + PIECE);
		for (let i = start; i < end; i++) {
			const index = indices[i]!;
			if (index >= 0 && index < length) continue;
			if (validity !== null && !bitAt(validity, i)) continue;
			throw place.corrupt(
				`row ${i} of those read has the index ${index} into a dictionary of ${length} values`,
			);
		}
		await yieldTurn();
	}
}
