import type { ArrayData } from "../array-data";
import { fixedWidth } from "../byte-width";
import type { DataType, Field } from "../data-type";
import { countBits } from "./bits";
import type { Place } from "./place";
import {
	offsetsOf,
	takeBits,
	takeBytes,
	takeFixed,
	takeValidity,
	takeViews,
	tooMuchBytes,
} from "./take-buffers";

/**
 * The type of rows taken out of a column: compact, so views become utf8 and binary, the larger lists and list views lists, and run-end
 * encoding what it encodes. Everything else stays.
 */
export function takenField(field: Field): Field {
	const { type } = field;
	if (type.kind === "run_end_encoded")
		return { ...takenField(field.children[1]!), name: field.name, nullable: true };
	const kind = COMPACT[type.kind];
	return {
		...field,
		type: kind === undefined ? type : { kind },
		children: type.kind === "dictionary" ? field.children : field.children.map(takenField),
	};
}

const COMPACT: Partial<Record<DataType["kind"], "utf8" | "binary" | "list">> = {
	large_utf8: "utf8",
	utf8_view: "utf8",
	large_binary: "binary",
	binary_view: "binary",
	large_list: "list",
	list_view: "list",
	large_list_view: "list",
};

/**
 * The values of `array` at these rows, in their order, in new memory, as {@link takenField} says.
 *
 * @throws TYPE_UNSUPPORTED where they have more than 2 GiB of bytes
 */
export function takeArray(array: ArrayData, rows: Uint32Array, place: Place): ArrayData {
	const { type } = array.field;
	if (type.kind === "run_end_encoded") {
		const taken = takeArray(array.children[1]!, runsOf(array.children[0]!, rows), place);
		return { ...taken, field: takenField(array.field) };
	}
	const validity = array.validity && takeValidity(array.validity, rows);
	const nullCount =
		type.kind === "null" ? rows.length : validity ? rows.length - countBits(validity, rows.length) : 0;
	const taken = { field: takenField(array.field), length: rows.length, nullCount, dictionary: null };
	return { ...taken, validity, ...contents() };

	function contents(): Pick<ArrayData, "buffers" | "children" | "dictionary"> {
		const [first, second] = array.buffers as [Uint8Array, Uint8Array];
		const plain = (...buffers: Uint8Array[]) => ({ buffers, children: [], dictionary: null });
		switch (type.kind) {
			case "null":
				return plain();
			case "bool":
				return plain(takeBits(first, rows));
			case "dictionary":
				return { ...plain(takeFixed(first, type.indices.bitWidth / 8, rows)), dictionary: array.dictionary };
			case "utf8":
			case "binary":
				return plain(...checked(takeBytes(offsetsOf(first, 32), second, array.validity, rows)));
			case "large_utf8":
			case "large_binary":
				return plain(...checked(takeBytes(offsetsOf(first, 64), second, array.validity, rows)));
			case "utf8_view":
			case "binary_view":
				return plain(...checked(takeViews(array.buffers, array.validity, rows)));
			case "list":
			case "map":
				return lists((row, offsets = offsetsOf(first, 32)) => [offsets(row), offsets(row + 1)]);
			case "large_list":
				return lists((row, offsets = offsetsOf(first, 64)) => [offsets(row), offsets(row + 1)]);
			case "list_view":
			case "large_list_view": {
				const width = type.kind === "list_view" ? 32 : 64;
				const [starts, sizes] = [offsetsOf(first, width), offsetsOf(second, width)];
				return lists((row) => [starts(row), starts(row) + sizes(row)]);
			}
			case "fixed_size_list":
				return { ...plain(), children: takeEach(fixedLists(type.listSize)) };
			case "struct":
				return { ...plain(), children: takeEach(rows) };
			case "union":
				return union(type);
			default:
				return plain(takeFixed(first, fixedWidth(type), rows));
		}
	}

	function takeEach(childRows: Uint32Array): ArrayData[] {
		return array.children.map((child) => takeArray(child, childRows, place));
	}

	function fixedLists(size: number): Uint32Array {
		const childRows = new Uint32Array(rows.length * size);
		for (let i = 0; i < childRows.length; i++) childRows[i] = rows[Math.floor(i / size)]! * size + (i % size);
		return childRows;
	}

	function lists(boundsOf: (row: number) => [number, number]) {
		const ends = new Int32Array(rows.length + 1);
		const childRows: number[] = [];
		for (const [i, row] of rows.entries()) {
			const [from, to] = bitOf(array.validity, row) ? boundsOf(row) : [0, 0];
			for (let at = from; at < to; at++) childRows.push(at);
			ends[i + 1] = childRows.length;
		}
		return {
			buffers: [new Uint8Array(ends.buffer)],
			children: takeEach(Uint32Array.from(childRows)),
			dictionary: null,
		};
	}

	function union({ mode, typeIds }: DataType & { kind: "union" }) {
		const ids = takeFixed(array.buffers[0]!, 1, rows);
		if (mode === "sparse") return { buffers: [ids], children: takeEach(rows), dictionary: null };
		const offsets = offsetsOf(array.buffers[1]!, 32);
		const childRows = typeIds.map((): number[] => []);
		const moved = Int32Array.from(rows, (row, i) => {
			const list = childRows[typeIds.indexOf(ids[i]!)]!;
			return list.push(offsets(row)) - 1;
		});
		const children = array.children.map((child, i) =>
			takeArray(child, Uint32Array.from(childRows[i]!), place),
		);
		return { buffers: [ids, new Uint8Array(moved.buffer)], children, dictionary: null };
	}

	function checked(buffers: [Uint8Array, Uint8Array] | null): [Uint8Array, Uint8Array] {
		if (buffers !== null) return buffers;
		throw tooMuchBytes(place);
	}
}

const bitOf = (bits: Uint8Array | null, row: number): boolean =>
	bits === null || ((bits[row >> 3]! >> (row & 7)) & 1) === 1;

/** The run of each row; rows may come in any order. */
function runsOf(runEnds: ArrayData, rows: Uint32Array): Uint32Array {
	const width = runEnds.field.type.kind === "int" ? runEnds.field.type.bitWidth : 32;
	const [bytes] = runEnds.buffers as [Uint8Array];
	const shorts = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
	const endOf = width === 16 ? (run: number) => shorts[run]! : offsetsOf(bytes, width as 32 | 64);
	return rows.map((row) => {
		let low = 0;
		for (let high = runEnds.length - 1; low < high; ) {
			const middle = (low + high) >> 1;
			if (endOf(middle) > row) high = middle;
			else low = middle + 1;
		}
		return low;
	});
}
