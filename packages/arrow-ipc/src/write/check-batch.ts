import { AllyeError } from "@allye/protocol/contract";
import type { ArrayData, BatchData } from "../array-data";
import { byteWidth, offsetWidth } from "../byte-width";
import type { DataType, Field, Schema } from "../data-type";
import { bitmapBytes } from "./bits";
import { offsetsOf } from "./offsets";

/**
 * Checks that `batch` is what `schema` says and that its buffers hold as many rows as it claims. Values are not looked
 * at: what the builders and the reader make is right, and a check of each value would cost as much as writing it.
 *
 * @throws INVALID_ARGUMENT naming the column
 */
export function checkBatch(schema: Schema, batch: BatchData): void {
	const { fields } = schema;
	if (batch.columns.length !== fields.length) {
		throw new AllyeError(
			"INVALID_ARGUMENT",
			`A record batch has ${batch.columns.length} columns, but the schema ${fields.length}. ` +
				"Give each batch one array a field, in the schema's order.",
		);
	}
	for (const [i, field] of fields.entries()) {
		checkArray(field, batch.columns[i], batch.length, `Column ${JSON.stringify(field.name)}`);
	}
}

function checkArray(field: Field, array: ArrayData, rows: number, where: string): void {
	const check = (ok: boolean, problem: () => string) => {
		if (!ok) {
			throw new AllyeError("INVALID_ARGUMENT", `${where} ${problem()}. Pass an array that fits the schema.`);
		}
	};
	const { length, validity, buffers, nullCount } = array;
	const { type } = field;
	check(
		sameType(type, array.field.type),
		() => `is ${array.field.type.kind}, but the schema says ${type.kind}`,
	);
	check(length === rows, () => `has ${length} rows where ${rows} were expected`);
	check(nullCount >= 0 && nullCount <= length, () => `has a null count of ${nullCount} in ${length} rows`);
	check(nullCount === 0 || validity !== null || type.kind === "null", () => "has nulls but no validity");
	check(
		validity === null || validity.length >= bitmapBytes(length),
		() => "has a validity that is too short",
	);

	const needed = bufferBytes(type, length);
	check(buffers.length >= needed.length, () => `has ${buffers.length} buffers, but needs ${needed.length}`);
	for (const [i, bytes] of needed.entries()) {
		check(
			buffers[i].length >= bytes,
			() => `has a buffer of ${buffers[i].length} bytes, but ${length} rows take ${bytes}`,
		);
	}

	const children = type.kind === "dictionary" ? [] : field.children;
	check(array.children.length >= children.length, () => `lacks child ${array.children.length}`);
	const width = offsetWidth(type);
	let end: number | null = null;
	if (width !== null && length > 0) {
		const offsets = offsetsOf(buffers[0], width, length + 1);
		end = Number(offsets[length]);
		const room = children.length > 0 ? array.children[0].length : buffers[1].length;
		check(
			offsets[0] >= 0 && offsets[0] <= end && end <= room,
			() => `has offsets from ${offsets[0]} to ${end} into ${room}`,
		);
	}
	for (const [i, child] of children.entries()) {
		checkArray(child, array.children[i], childRows(type, length, array.children[i]), `${where}, child ${i},`);
	}
	if (type.kind === "dictionary") {
		const { dictionary } = array;
		check(dictionary !== null, () => "has no dictionary");
		checkArray({ ...field, type: type.values }, dictionary!, dictionary!.length, `${where}, its dictionary,`);
	}
}

/** Bytes that the buffers of known size take. */
function bufferBytes(type: DataType, length: number): number[] {
	const width = byteWidth(type);
	if (width !== null) return [length * width];
	const offset = offsetWidth(type);
	if (offset !== null) {
		const offsets = length === 0 ? 0 : (length + 1) * offset;
		return type.kind.endsWith("list") || type.kind === "map" ? [offsets] : [offsets, 0];
	}
	if (type.kind === "bool") return [bitmapBytes(length)];
	if (type.kind === "utf8_view" || type.kind === "binary_view") return [length * 16];
	if (type.kind === "union") return type.mode === "dense" ? [length, length * 4] : [length];
	return [];
}

function childRows(type: DataType, length: number, child: ArrayData): number {
	if (type.kind === "struct" || (type.kind === "union" && type.mode === "sparse")) return length;
	return type.kind === "fixed_size_list" ? length * type.listSize : child.length;
}

// Every parameter of a type but a dictionary's id, which the writer gives anew.
const PARAMETERS = [
	"kind",
	"bitWidth",
	"signed",
	"precision",
	"scale",
	"unit",
	"timezone",
	"byteWidth",
	"listSize",
].concat(["keysSorted", "mode", "typeIds", "indices", "ordered", "values"]);

function sameType(a: DataType, b: DataType): boolean {
	return a === b || JSON.stringify(a, PARAMETERS) === JSON.stringify(b, PARAMETERS);
}
