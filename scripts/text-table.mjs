/**
 * Lines of a plain text table: numbers to the right, all else to the left.
 *
 * @param {string[]} header
 * @param {(string | number | null)[][]} rows null is shown as "?", as Orange does
 * @returns {string[]}
 */
export function textTable(header, rows) {
	const cells = [header, ...rows].map((row) => row.map((value) => (value === null ? "?" : String(value))));
	const widths = header.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
	const isNumber = header.map((_, column) => rows.some((row) => typeof row[column] === "number"));
	const pad = (text, column) =>
		isNumber[column] ? text.padStart(widths[column]) : text.padEnd(widths[column]);
	return cells.map((row) => row.map(pad).join("  ").trimEnd());
}
