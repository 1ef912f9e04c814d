import type { Column } from "./column";
import type { Domain } from "./domain";
import { invalidArgument } from "./invalid-argument";

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
	if (value?.type !== "allye.OrangeTable" || value.version !== 1)
		throw invalidArgument("This is not what toTransferable() of this version of @allye/orange-table packs.");
	return { domain: value.domain, rowCount: value.rowCount, columns: value.columns };
}

function arraysOf(column: Column): ArrayBufferView[] {
	if ("values" in column) return [column.values];
	if ("codes" in column) return [column.codes];
	return column.chunks.flatMap(({ offsets, bytes }) => [offsets, bytes]);
}
