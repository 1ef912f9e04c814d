import { AllyeError } from "@allye/protocol/contract";
import type { ArrayData } from "../array-data";
import type { DictionaryType, Field, IntType } from "../data-type";
import { bytesOf } from "../write/build-field";
import { canSliceValues, sameValues } from "../write/compare-values";
import { gatherValues, type Value, valueBytes } from "./gather-values";

/** Dictionary arrays that share one dictionary. */
export interface UnifiedDictionary {
	/** Null where there are no arrays. */
	readonly dictionary: ArrayData | null;
	readonly indices: IntType;
	readonly arrays: readonly ArrayData[];
}

const INT32: IntType = { kind: "int", bitWidth: 32, signed: true };

/**
 * Gives the batches of a dictionary column one dictionary. Where one begins with all the others (they are the same, or grew), that is it
 * and nothing changes; otherwise it has each distinct value once, in order of first appearance, and the indices are new, of 32 bits. So are
 * 64-bit ones, with which apache-arrow finds no value.
 *
 * @throws TYPE_UNSUPPORTED where dictionaries of nested values differ
 */
export function unifyDictionaries(field: Field, arrays: readonly ArrayData[]): UnifiedDictionary {
	if (field.type.kind !== "dictionary") throw new TypeError(field.type.kind);
	const narrow = field.type.indices.bitWidth < 64;
	const indices = narrow ? field.type.indices : INT32;
	const dictionaries = arrays.map((array) => array.dictionary!);
	if (dictionaries.length === 0) return { dictionary: null, indices, arrays };
	const longest = dictionaries.reduce((a, b) => (b.length > a.length ? b : a));
	if (dictionaries.every((other) => sameValues(other, longest, other.length))) {
		return {
			dictionary: longest,
			indices,
			arrays: narrow ? arrays : arrays.map((array) => reindexed(array, Number)),
		};
	}
	if (!canSliceValues(longest)) {
		throw new AllyeError(
			"TYPE_UNSUPPORTED",
			`The dictionaries of column ${JSON.stringify(field.name)} differ between batches, and their values ` +
				`(${longest.field.type.kind}) cannot be merged. Read one batch at a time.`,
		);
	}
	const distinct: Value[] = [];
	const place = new Map<string | null, number>();
	const moves = new Map<ArrayData, Int32Array>();
	for (const dictionary of dictionaries) {
		if (!moves.has(dictionary)) moves.set(dictionary, movesOf(dictionary, place, distinct));
	}
	return {
		dictionary: gatherValues(longest, distinct),
		indices: INT32,
		arrays: arrays.map((array) => {
			const to = moves.get(array.dictionary!)!;
			// An index under a null may point anywhere.
			return reindexed(array, (code) => to[Number(code)] ?? 0);
		}),
	};
}

/** For each value of `dictionary` its index in the merged one. */
function movesOf(dictionary: ArrayData, place: Map<string | null, number>, distinct: Value[]): Int32Array {
	// As Latin-1 any bytes are a string of their own, quickly made.
	const decoder = new TextDecoder("latin1");
	const moves = new Int32Array(dictionary.length);
	for (let row = 0; row < dictionary.length; row++) {
		const value = { array: dictionary, row };
		const bytes = valueBytes(value);
		const key = bytes === null ? null : decoder.decode(bytes);
		let index = place.get(key);
		if (index === undefined) {
			index = distinct.push(value) - 1;
			place.set(key, index);
		}
		moves[row] = index;
	}
	return moves;
}

function reindexed(array: ArrayData, move: (code: number | bigint) => number): ArrayData {
	const type = { ...array.field.type, indices: INT32 } as DictionaryType;
	const indices = Int32Array.from(indicesOf(array), move);
	return { ...array, field: { ...array.field, type }, buffers: [bytesOf(indices)] };
}

function indicesOf({ field, length, buffers: [bytes] }: ArrayData): ArrayLike<number | bigint> {
	const { buffer, byteOffset } = bytes;
	switch (field.type.kind === "dictionary" && field.type.indices.bitWidth) {
		case 8:
			return new Uint8Array(buffer, byteOffset, length);
		case 16:
			return new Uint16Array(buffer, byteOffset, length);
		case 32:
			return new Uint32Array(buffer, byteOffset, length);
		default:
			return new BigUint64Array(buffer, byteOffset, length);
	}
}
