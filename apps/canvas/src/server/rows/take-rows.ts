import { OrangeTable } from "@allye/orange-table";
import { pause } from "./pause";

/** The table of these rows; column after column, so that others have their turn. */
export async function takeRows(table: OrangeTable, rows: Uint32Array): Promise<OrangeTable> {
	if (table.rowCount * table.columns.length < 1e6) return table.selectRows(rows);
	const columns = [];
	for (const { variable } of table.columns) {
		columns.push(table.selectColumns([variable.name]).selectRows(rows).columns[0]!);
		await pause();
	}
	return new OrangeTable(table.domain, columns, rows.length);
}
