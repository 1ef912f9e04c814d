import type { BatchData } from "@allye/arrow-ipc";
import type { Table as ArrowTable } from "apache-arrow";
import type { CodeColumn, Column, NumberColumn } from "./column";
import { checkDomain, createDomain, type Domain, variablesOf } from "./domain";
import type { LoadOrangeTableOptions } from "./from-arrow/load-orange-table";
import { type RowObject, tableFromRows } from "./from-rows";
import { invalidArgument, quote } from "./invalid-argument";
import { requirePresent } from "./require-present";
import { type MetaColumns, metaColumns, type NumberColumns, numberColumns } from "./role-columns";
import { type RowSelection, rowIndices } from "./row-selection";
import { type RowValue, tableRows } from "./table-rows";
import { takeRows } from "./take-rows";
import { orangeToArrow } from "./to-arrow/orange-to-arrow";
import { type TransferableTable, tableFromTransferable, toTransferable } from "./transferable";
import type { Variable } from "./variable";

/**
 * Orange's Table: a Domain, and for each of its variables one column in memory. It does not change; what selects from it
 * returns another, which shares the columns that are taken whole.
 */
export class OrangeTable {
	readonly domain: Domain;
	readonly rowCount: number;
	/** In the order of {@link variablesOf}: attributes, class variables, metas. */
	readonly columns: readonly Column[];
	/** The attributes, as numbers. */
	readonly X: NumberColumns;
	/** The class variables, as numbers. */
	readonly Y: NumberColumns;
	readonly metas: MetaColumns;

	/**
	 * A table of these columns, which are not copied: do not change them afterwards.
	 *
	 * @param columns one for each variable of the domain, in the order of {@link variablesOf}
	 * @param rowCount needed only where there are no columns; then 0 by default
	 * @throws INVALID_ARGUMENT where the domain is none ({@link createDomain}), or a column is not its variable's, or not as long as
	 * the others
	 */
	constructor(domain: Domain, columns: readonly Column[], rowCount = columns[0]?.length ?? 0) {
		checkDomain(domain);
		checkColumns(variablesOf(domain), columns, rowCount);
		this.domain = domain;
		this.columns = columns;
		this.rowCount = rowCount;
		const classesAt = domain.attributes.length;
		const metasAt = classesAt + domain.classVars.length;
		const numeric = columns.slice(0, metasAt).filter(isNumeric);
		this.X = numberColumns(numeric.slice(0, classesAt), rowCount);
		this.Y = numberColumns(numeric.slice(classesAt), rowCount);
		this.metas = metaColumns(columns.slice(metasAt), rowCount);
	}

	/**
	 * A table of these columns, in whatever order: each goes where the domain has its variable's name.
	 *
	 * @throws INVALID_ARGUMENT where the domain is none, a column is missing or superfluous, or their lengths differ
	 */
	static fromColumns(domain: Domain, columns: readonly Column[]): OrangeTable {
		const byName = new Map(columns.map((column) => [column.variable.name, column]));
		const ordered = variablesOf(domain).map(({ name }) => {
			const column = byName.get(name);
			if (column === undefined) throw invalidArgument(`There is no column for the variable ${quote(name)}.`);
			return column;
		});
		if (ordered.length !== columns.length)
			throw invalidArgument(
				`There are ${columns.length} columns, but the domain has ${ordered.length} variables.`,
			);
		return new OrangeTable(domain, ordered);
	}

	/**
	 * A table of row objects; its columns are their properties, in the order in which they first appear. null, undefined and NaN
	 * are missing.
	 *
	 * | all values | variable |
	 * | --- | --- |
	 * | numbers, bigints, booleans (1, 0) | Continuous; 0 decimals where all are whole |
	 * | Dates | Time, in UTC; haveTime where one is not at midnight |
	 * | strings, distinct < rows ** 0.666 | Discrete, values sorted by code points |
	 * | strings, more distinct | String, a meta |
	 * | missing | Discrete without values |
	 *
	 * @param options.domain which columns, and as what, instead of these rules
	 * @throws INVALID_ARGUMENT where a column holds other values, or of two sorts, or not what the domain says
	 */
	static fromRows(rows: readonly RowObject[], options: { domain?: Domain } = {}): OrangeTable {
		const { domain, columns } = tableFromRows(rows, options.domain);
		return new OrangeTable(domain, columns, rows.length);
	}

	/**
	 * The Orange Table of an apache-arrow Table: what a Receiver makes of it when it is sent. Needs twice its memory for a while.
	 *
	 * @throws as {@link loadOrangeTable}
	 */
	static async fromArrow(table: ArrowTable, options?: LoadOrangeTableOptions): Promise<OrangeTable> {
		// Imported late: the mapping makes OrangeTables, and apache-arrow is large.
		const [{ fromApacheTable }, { loadOrangeTable }, { payloadOfArrow }] = await Promise.all([
			import("@allye/arrow-ipc/apache"),
			import("./from-arrow/load-orange-table"),
			import("./payload-of-arrow"),
		]);
		const { schema, batches } = fromApacheTable(table);
		return (await loadOrangeTable(await payloadOfArrow(schema, batches), options)).table;
	}

	/** The table that {@link toTransferable} packed, on the other side. @throws INVALID_ARGUMENT where it is none */
	static fromTransferable(value: TransferableTable): OrangeTable {
		const { domain, columns, rowCount } = tableFromTransferable(value);
		return new OrangeTable(domain, columns, rowCount);
	}

	/** The column of a variable. @throws INVALID_ARGUMENT where the table has none of that name */
	column(variable: string | Variable): Column {
		const name = typeof variable === "string" ? variable : variable.name;
		const column = this.columns.find((column) => column.variable.name === name);
		if (column !== undefined) {
			requirePresent([column]);
			return column;
		}
		throw invalidArgument(`The table has no column ${quote(name)}. It has ${nameSome(this.columns)}.`);
	}

	/**
	 * Rows `start` to `end` (not included; all by default), one array a row, in the order of {@link variablesOf}: numbers, text,
	 * seconds, and null where a value is missing.
	 */
	rows(start = 0, end = this.rowCount): IterableIterator<RowValue[]> {
		requirePresent(this.columns);
		return tableRows(this.columns, Math.max(0, start), Math.min(end, this.rowCount));
	}

	/**
	 * The rows at these indices, in their order, or those that the mask marks. The domain stays as it is.
	 *
	 * @throws INVALID_ARGUMENT where an index is no row, or the mask is not as long as the table
	 */
	selectRows(selection: RowSelection): OrangeTable {
		requirePresent(this.columns);
		const rows = rowIndices(selection, this.rowCount);
		const taken = this.columns.map((column) => takeRows(column, rows));
		return new OrangeTable(this.domain, taken, rows.length);
	}

	/**
	 * The columns of these names, in the order asked for within each role. Roles stay as they are.
	 *
	 * @throws INVALID_ARGUMENT where the table has none of that name, or a name is given twice
	 */
	selectColumns(names: readonly string[]): OrangeTable {
		for (const name of names) this.column(name);
		const pick = (variables: readonly Variable[]) =>
			names.flatMap((name) => variables.filter((variable) => variable.name === name));
		const { attributes, classVars, metas } = this.domain;
		const domain = createDomain({
			attributes: pick(attributes),
			classVars: pick(classVars),
			metas: pick(metas),
		});
		const columns = variablesOf(domain).map((variable) => this.column(variable));
		return new OrangeTable(domain, columns, this.rowCount);
	}

	/** An apache-arrow Table of what a Transmitter would send. */
	async toArrow(): Promise<ArrowTable> {
		const { toApacheTable } = await import("@allye/arrow-ipc/apache");
		const { schema, batches } = await orangeToArrow(this);
		const made: BatchData[] = [];
		for await (const batch of batches) made.push(batch);
		return toApacheTable(schema, made);
	}

	/**
	 * The table as a plain object that structuredClone and postMessage take, with the buffers to transfer, if it is not to be copied:
	 * `port.postMessage(value, transfer)`. After a transfer reading this table, or one that shares its columns, throws INVALID_ARGUMENT.
	 */
	toTransferable(): { value: TransferableTable; transfer: ArrayBuffer[] } {
		requirePresent(this.columns);
		return toTransferable(this);
	}
}

const isNumeric = (column: Column): column is NumberColumn | CodeColumn => !("chunks" in column);

function checkColumns(variables: readonly Variable[], columns: readonly Column[], rowCount: number): void {
	if (columns.length !== variables.length)
		throw invalidArgument(
			`There are ${columns.length} columns, but the domain has ${variables.length} variables.`,
		);
	for (const [position, column] of columns.entries()) {
		const { kind, name } = variables[position]!;
		if (column.variable.name !== name || column.variable.kind !== kind)
			throw invalidArgument(
				`Column ${position} is the ${column.variable.kind} ${quote(column.variable.name)}, ` +
					`but the domain has the ${kind} ${quote(name)} there. Give the columns in the domain's order.`,
			);
		if (column.length !== rowCount)
			throw invalidArgument(
				`Column ${quote(name)} has ${column.length} rows, the table ${rowCount}. All columns must be of one length.`,
			);
	}
}

function nameSome(columns: readonly Column[]): string {
	const names = columns.slice(0, 10).map(({ variable }) => quote(variable.name));
	return names.length === 0 ? "no columns" : names.join(", ") + (columns.length > 10 ? ", ..." : "");
}
