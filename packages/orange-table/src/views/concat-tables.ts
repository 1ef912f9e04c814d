import type { Column, TextChunk } from "../column";
import { variablesOf } from "../domain";
import { invalidArgument } from "../invalid-argument";
import { OrangeTable } from "../orange-table";

/**
 * The rows of all tables, one after another. Text is shared, not copied.
 *
 * @param tables one or more, all of the same Domain: made with the same `domain` option
 * @throws INVALID_ARGUMENT where their variables differ
 */
export function concatTables(tables: readonly OrangeTable[]): OrangeTable {
	const [first] = tables;
	if (first === undefined) throw invalidArgument("There are no tables to put together. Give at least one.");
	if (tables.length === 1) return first;
	const names = variablesOf(first.domain).map(({ kind, name }) => `${kind} ${name}`);
	for (const { domain } of tables) {
		const others = variablesOf(domain);
		if (others.length !== names.length || others.some(({ kind, name }, i) => `${kind} ${name}` !== names[i]))
			throw invalidArgument("The tables have different Domains. Load them all with the same `domain`.");
	}
	const rowCount = tables.reduce((sum, table) => sum + table.rowCount, 0);
	const columns = first.columns.map((_, i) =>
		concatColumns(
			tables.map(({ columns }) => columns[i]!),
			rowCount,
		),
	);
	return new OrangeTable(first.domain, columns, rowCount);
}

function concatColumns(columns: readonly Column[], length: number): Column {
	const [first] = columns as [Column];
	if ("chunks" in first) {
		const chunks = (columns as (typeof first)[]).flatMap(({ chunks }): readonly TextChunk[] => chunks);
		return { variable: first.variable, length, chunks };
	}
	let at = 0;
	if ("codes" in first) {
		const codes = new Int32Array(length);
		for (const column of columns as (typeof first)[]) {
			codes.set(column.codes, at);
			at += column.length;
		}
		return { variable: first.variable, length, codes };
	}
	const values = new Float64Array(length);
	for (const column of columns as (typeof first)[]) {
		values.set(column.values, at);
		at += column.length;
	}
	return { variable: first.variable, length, values };
}
