import type { ArrayData } from "../array-data";
import { byteWidth, offsetWidth } from "../byte-width";
import { bitmapBytes } from "./bits";
import { offsetsOf, zeroBased } from "./offsets";

/** Arrays flattened depth first into what a record batch's metadata and body hold. */
export interface CollectedBuffers {
	readonly nodes: { length: number; nullCount: number }[];
	readonly buffers: Uint8Array[];
	/** For each array of a view type, how many data buffers it has. */
	readonly variadicCounts: number[];
}

const EMPTY = new Uint8Array(0);

/**
 * Nodes and buffers of `arrays` in the order of a record batch, each buffer cut to what its rows need. Text and
 * binary are shifted to begin at offset 0, so that a window of a large array writes only its own bytes.
 *
 * Source: https://arrow.apache.org/docs/format/Columnar.html#recordbatch-message
 */
export function collectBuffers(arrays: readonly ArrayData[]): CollectedBuffers {
	const collected: CollectedBuffers = { nodes: [], buffers: [], variadicCounts: [] };
	for (const array of arrays) collect(array, collected);
	return collected;
}

function collect(array: ArrayData, into: CollectedBuffers): void {
	const { length, validity, children } = array;
	const { type } = array.field;
	const { buffers } = into;
	if (type.kind === "null" || type.kind === "union") {
		into.nodes.push({ length, nullCount: type.kind === "null" ? length : 0 });
	} else {
		const hasNulls = validity !== null && array.nullCount > 0;
		into.nodes.push({ length, nullCount: hasNulls ? array.nullCount : 0 });
		buffers.push(hasNulls ? validity.subarray(0, bitmapBytes(length)) : EMPTY);
	}
	const width = byteWidth(type);
	const [first, second] = array.buffers;
	if (width !== null) {
		buffers.push(first.subarray(0, length * width));
	} else if (type.kind === "bool") {
		buffers.push(first.subarray(0, bitmapBytes(length)));
	} else if (type.kind === "union") {
		buffers.push(first.subarray(0, length));
		if (type.mode === "dense") buffers.push(second.subarray(0, length * 4));
	} else if (type.kind === "utf8_view" || type.kind === "binary_view") {
		buffers.push(first.subarray(0, length * 16), ...array.buffers.slice(1));
		into.variadicCounts.push(array.buffers.length - 1);
	} else {
		collectOffsets(array, into);
	}
	if (type.kind !== "dictionary") for (const child of children) collect(child, into);
}

function collectOffsets(array: ArrayData, into: CollectedBuffers): void {
	const width = offsetWidth(array.field.type);
	if (width === null) return;
	const [buffer, bytes] = array.buffers;
	const isList = bytes === undefined;
	if (array.length === 0) {
		into.buffers.push(EMPTY);
		if (!isList) into.buffers.push(EMPTY);
		return;
	}
	const offsets = offsetsOf(buffer, width, array.length + 1);
	// A list's offsets may begin anywhere in its child, which is written whole.
	const written = isList ? offsets : zeroBased(offsets);
	into.buffers.push(new Uint8Array(written.buffer, written.byteOffset, written.byteLength));
	if (!isList) into.buffers.push(bytes.subarray(Number(offsets[0]), Number(offsets[array.length])));
}
