import { AllyeError } from "@allye/receiver";
import { strip } from "./python-strip";
import { findHeader, type TableHeader } from "./table-header";

/** A column as the file has it. */
export interface RawColumn {
	readonly name: string;
	readonly type: string;
	readonly flags: string;
	readonly cells: string[];
}

/** Distinct texts of a column that are kept as one string each: categories need little memory then. */
const MAX_SHARED = 1000;

/** Takes the rows of a file one by one and sorts their cells into columns, once the header is known. */
export class RowCollector {
	/** Rows of data so far; empty ones do not count. */
	rowCount = 0;
	#first: string[][] | null = [];
	#header: TableHeader | null = null;
	#width = 0;
	#columns: string[][] = [];
	#shared: Map<string, string>[] = [];
	#cut = false;

	add(row: string[]): void {
		if (this.#first === null) this.#addData(row);
		else if (this.#first.push(row) === 3) this.#begin();
	}

	/** The columns, and what was left out. @throws INVALID_ARGUMENT for rows of different lengths without a header */
	end(): { columns: RawColumn[]; warnings: string[] } {
		if (this.#first !== null) this.#begin();
		const { names, types, flags } = this.#header!;
		const columns = this.#columns.map((cells, i) => ({
			name: names[i] ?? "",
			type: strip(types[i] ?? ""),
			flags: flags[i] ?? "",
			cells,
		}));
		return { columns, warnings: this.#cut ? ["Cells beyond the last named column are left out."] : [] };
	}

	#begin(): void {
		const first = this.#first!;
		this.#first = null;
		// Without a third line it cannot be a header of three.
		this.#header = findHeader(first);
		const { names, types, flags, rowCount } = this.#header;
		this.#setWidth(Math.max(names.length, types.length, flags.length));
		for (const row of first.slice(rowCount)) this.#addData(row);
	}

	#setWidth(width: number): void {
		this.#width = width;
		this.#columns = Array.from({ length: width }, () => []);
		this.#shared = this.#columns.map(() => new Map());
	}

	#addData(row: string[]): void {
		if (row.every((cell) => cell === "")) return;
		if (this.#width === 0) this.#setWidth(row.length);
		if (row.length > this.#width) this.#cut = true;
		if (row.length !== this.#width && this.#header!.rowCount === 0)
			throw new AllyeError(
				"INVALID_ARGUMENT",
				`There is no header, and data row ${this.rowCount + 1} has ${row.length} cells where the first has ${this.#width}. ` +
					"Add a line with the names of the columns.",
			);
		for (let i = 0; i < this.#width; i++) this.#columns[i]!.push(this.#share(i, strip(row[i] ?? "")));
		this.rowCount++;
	}

	#share(column: number, cell: string): string {
		const shared = this.#shared[column]!;
		const known = shared.get(cell);
		if (known !== undefined) return known;
		if (shared.size < MAX_SHARED) shared.set(cell, cell);
		return cell;
	}
}
