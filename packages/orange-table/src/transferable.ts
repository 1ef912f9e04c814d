import type { Column, TextChunk } from "./column";
import type { Domain } from "./domain";
import { invalidArgument } from "./invalid-argument";
import type { Variable } from "./variable";

/** A Table as a plain object, for structuredClone and postMessage. */
export interface TransferableTable {
	readonly type: "allye.OrangeTable";
	readonly version: 1;
	readonly domain: Domain;
	readonly rowCount: number;
	readonly columns: readonly Column[];
}

/** What of a Table is packed. */
type Parts = Pick<TransferableTable, "domain" | "rowCount" | "columns">;

/** Packs a table; see `OrangeTable.toTransferable`. */
export function toTransferable({ domain, rowCount, columns }: Parts): {
	value: TransferableTable;
	transfer: ArrayBuffer[];
} {
	const buffers = new Set<ArrayBuffer>();
	for (const array of columns.flatMap(arraysOf))
		if (array.buffer instanceof ArrayBuffer) buffers.add(array.buffer);
	return {
		value: { type: "allye.OrangeTable", version: 1, domain, rowCount, columns },
		transfer: [...buffers],
	};
}

/** @throws INVALID_ARGUMENT where the value is no packed table of this version */
export function tableFromTransferable(value: TransferableTable): Parts {
	const isPacked =
		value?.type === "allye.OrangeTable" &&
		value.version === 1 &&
		isCount(value.rowCount) &&
		ROLES.every((role) => Array.isArray(value.domain?.[role]) && value.domain[role].every(isVariable)) &&
		Array.isArray(value.columns) &&
		value.columns.every(isColumn);
	if (!isPacked)
		throw invalidArgument("This is not what toTransferable() of this version of @allye/orange-table packs.");
	return { domain: value.domain, rowCount: value.rowCount, columns: value.columns };
}

function arraysOf(column: Column): ArrayBufferView[] {
	if ("values" in column) return [column.values];
	if ("codes" in column) return [column.codes];
	return column.chunks.flatMap(({ offsets, bytes }) => [offsets, bytes]);
}

const ROLES = ["attributes", "classVars", "metas"] as const;

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

const isVariable = (variable: Variable | undefined): boolean =>
	typeof variable?.name === "string" &&
	(variable.kind !== "discrete" || Array.isArray(variable.values)) &&
	typeof variable.attributes === "object";

/** Its memory is there, of the right type and length. */
function isColumn(column: Column | undefined): boolean {
	if (!isVariable(column?.variable) || !isCount(column?.length)) return false;
	if ("values" in column)
		return column.values instanceof Float64Array && column.values.length === column.length;
	if ("codes" in column) return column.codes instanceof Int32Array && column.codes.length === column.length;
	return Array.isArray(column.chunks) && column.chunks.every(isChunk);
}

const isChunk = (chunk: TextChunk | undefined): boolean =>
	isCount(chunk?.length) &&
	chunk.offsets instanceof Int32Array &&
	chunk.offsets.length > chunk.length &&
	chunk.bytes instanceof Uint8Array;
