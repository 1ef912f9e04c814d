import type { ArrayData } from "../array-data";
import { fixedWidth } from "../byte-width";
import type { Field } from "../data-type";
import { copyBits } from "./bits";
import type { DecodeCall } from "./decode-call";
import { integers, putIntegers } from "./integers";
import { Place } from "./place";

/**
 * The rows of `arrays`, all of `field`'s type, as one array: a dictionary and the additions to it.
 *
 * @throws TYPE_UNSUPPORTED for types whose dictionaries nobody is known to add to: union, run_end_encoded, list views,
 * and dictionaries of dictionaries
 */
export function joinArrays(field: Field, arrays: readonly ArrayData[], call: DecodeCall): ArrayData {
	if (arrays.length === 1) return arrays[0]!;
	const { type } = field;
	const place = new Place("").column(field.name);
	const length = arrays.reduce((sum, array) => sum + array.length, 0);
	const nullCount = arrays.reduce((sum, array) => sum + array.nullCount, 0);
	const validity = nullCount === 0 || type.kind === "null" ? null : joinValidity();
	return { field, length, nullCount, validity, dictionary: null, ...contents() };

	function contents(): Pick<ArrayData, "buffers" | "children"> {
		switch (type.kind) {
			case "null":
				return { buffers: [], children: [] };
			case "bool":
				return { buffers: [joinBits((array) => array.buffers[0]!)], children: [] };
			case "utf8":
			case "binary":
			case "large_utf8":
			case "large_binary":
				return { buffers: [joinOffsets(), joinBytes(1)], children: [] };
			case "utf8_view":
			case "binary_view":
				return { buffers: joinViews(), children: [] };
			case "list":
			case "map":
			case "large_list":
				return { buffers: [joinOffsets()], children: joinChildren() };
			case "struct":
			case "fixed_size_list":
				return { buffers: [], children: joinChildren() };
			case "union":
			case "run_end_encoded":
			case "list_view":
			case "large_list_view":
			case "dictionary":
				if (length > 0) throw place.unsupported(`its dictionary of ${type.kind} values grows`);
				return { buffers: [new Uint8Array(8), new Uint8Array(8)], children: joinChildren() };
			default:
				fixedWidth(type);
				return { buffers: [joinBytes(0)], children: [] };
		}
	}

	function joinChildren(): ArrayData[] {
		return field.children.map((child, i) => {
			const parts = arrays.map((array) => array.children[i]!);
			return joinArrays(child, parts, call);
		});
	}

	function joinBytes(index: number): Uint8Array {
		const joined = call.allocate(
			sum((array) => array.buffers[index]!.length),
			place,
		);
		let at = 0;
		for (const array of arrays) {
			joined.set(array.buffers[index]!, at);
			at += array.buffers[index]!.length;
		}
		return joined;
	}

	function joinBits(bitsOf: (array: ArrayData) => Uint8Array): Uint8Array {
		const joined = call.allocate(Math.ceil(length / 8), place);
		let at = 0;
		for (const array of arrays) {
			copyBits(bitsOf(array), array.length, joined, at);
			at += array.length;
		}
		return joined;
	}

	function joinValidity(): Uint8Array {
		return joinBits((array) => array.validity ?? new Uint8Array(Math.ceil(array.length / 8)).fill(0xff));
	}

	/** Each array's offsets rise from 0: add the sum of those before. */
	function joinOffsets(): Uint8Array {
		const bitWidth = type.kind.startsWith("large_") ? 64 : 32;
		const int = { kind: "int", bitWidth, signed: true } as const;
		const bytes = call.allocate(((length + 1) * bitWidth) / 8, place);
		const joined = integers(bytes, int);
		let at = 0;
		let base = 0;
		for (const array of arrays) {
			const offsets = integers(array.buffers[0]!, int);
			for (let i = 0; i <= array.length; i++) joined[at + i] = base + offsets[i]!;
			at += array.length;
			base += offsets[array.length]!;
		}
		if (bitWidth === 32 && base > 0x7fffffff) throw place.unsupported("its dictionary holds more than 2 GiB");
		putIntegers(joined, bytes, int);
		return bytes;
	}

	/** Each array's views count its own data buffers: add the number of those before. */
	function joinViews(): Uint8Array[] {
		const views = joinBytes(0);
		const words = new Int32Array(views.buffer, views.byteOffset, views.length >> 2);
		const data: Uint8Array[] = [];
		let at = 0;
		for (const array of arrays) {
			for (let row = at; row < at + array.length; row++)
				if (words[4 * row]! > 12) words[4 * row + 2]! += data.length;
			at += array.length;
			data.push(...array.buffers.slice(1));
		}
		return [views, ...data];
	}

	function sum(of: (array: ArrayData) => number): number {
		return arrays.reduce((total, array) => total + of(array), 0);
	}
}
