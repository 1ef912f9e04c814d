import type { Column, OrangeTable } from "../src";
import { textValues } from "../src";

/** float64 values as base64. */
export const float64 = (values: Float64Array): string =>
	Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString("base64");

/** A table as table-to-frame.py takes it. */
export function pythonTable(table: OrangeTable): object {
	const { attributes, classVars } = table.domain;
	const specs = table.columns.map((column) => ({ ...column.variable, ...valuesOf(column) }));
	const metasAt = attributes.length + classVars.length;
	return {
		rows: table.rowCount,
		attributes: specs.slice(0, attributes.length),
		classVars: specs.slice(attributes.length, metasAt),
		metas: specs.slice(metasAt),
	};
}

function valuesOf(column: Column): object {
	if ("chunks" in column) return { text: [...textValues(column)] };
	if ("values" in column) return { numbers: float64(column.values) };
	return { numbers: float64(Float64Array.from(column.codes, (code) => (code === -1 ? Number.NaN : code))) };
}
