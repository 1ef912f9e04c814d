import type { ArrowPayload, RowRange, Schema } from "@allye/arrow-ipc";
import { type Domain, variablesOf } from "@allye/orange-table";
import { AllyeError } from "@allye/protocol";
import type { LoadOptions } from "./receiver";

/** The rows asked for, of so many; all by default. @throws INVALID_ARGUMENT for what is no range */
export function rowsWithin(rowCount: number, rows: RowRange | undefined): RowRange {
	const { start, end } = rows ?? { start: 0, end: rowCount };
	if (!(Number.isInteger(start) && Number.isInteger(end) && start >= 0 && end >= start))
		throw new AllyeError("INVALID_ARGUMENT", `rows must be { start, end } with 0 <= start <= end.`);
	const last = Math.min(end, rowCount);
	return { start: Math.min(start, last), end: last };
}

/** `n` rows, of so many. @param call names the function in the error @throws INVALID_ARGUMENT */
export function countWithin(rowCount: number, n: number, call: string): number {
	if (Number.isInteger(n) && n >= 0) return Math.min(n, rowCount);
	throw new AllyeError("INVALID_ARGUMENT", `${call}(n) takes a whole number of rows, 0 or more, not ${n}.`);
}

/** Where the columns of these names stand; all by default. @throws INVALID_ARGUMENT for a name that the table has not */
export function columnIndices(
	{ fields }: Schema,
	names: readonly string[] | undefined,
	tableName: string,
): number[] {
	if (!names) return fields.map((_, index) => index);
	if (!Array.isArray(names)) throw new AllyeError("INVALID_ARGUMENT", `columns must be an array of names.`);
	return names.map((name) => {
		const index = fields.findIndex((field) => field.name === name);
		if (index >= 0) return index;
		const known = fields.slice(0, 20).map((field) => field.name);
		throw new AllyeError(
			"INVALID_ARGUMENT",
			`${JSON.stringify(tableName)} has no column ${JSON.stringify(name)}. It has: ${known.join(", ")}.`,
		);
	});
}

/** Whether it is all rows and columns: loading part of a table must not take the rest away from others. */
export function isWhole(
	{ schema, rowCount }: Pick<ArrowPayload, "schema" | "rowCount">,
	{ columns, rows, domain }: LoadOptions,
): boolean {
	const names = domainNames(domain) ?? columns;
	const allColumns = !names || new Set(names).size === schema.fields.length;
	return allColumns && (!rows || (rows.start === 0 && rows.end >= rowCount));
}

export const domainNames = (domain: Domain | undefined): string[] | undefined =>
	domain && variablesOf(domain).map(({ name }) => name);
