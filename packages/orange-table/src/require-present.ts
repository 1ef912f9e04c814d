import type { Column } from "./column";
import { invalidArgument, quote } from "./invalid-argument";

/** @throws INVALID_ARGUMENT where the memory of a column was transferred away, so that all of it would look missing */
export function requirePresent(columns: readonly Column[]): void {
	for (const column of columns) {
		if (isPresent(column)) continue;
		throw invalidArgument(
			`The memory of ${quote(column.variable.name)} was transferred to another thread. Use the table there, where ` +
				"OrangeTable.fromTransferable() makes it, or send a copy: postMessage without the list of buffers.",
		);
	}
}

function isPresent(column: Column): boolean {
	if ("values" in column) return column.values.length === column.length;
	if ("codes" in column) return column.codes.length === column.length;
	return column.chunks.every(({ length, offsets }) => offsets.length > length);
}
