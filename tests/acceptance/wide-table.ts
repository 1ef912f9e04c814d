import { continuous, createDomain, numberColumn, OrangeTable } from "@allye/orange-table";

/** Eight columns of so many numbers. */
export function columns(rows: number): OrangeTable {
	const variables = Array.from({ length: 8 }, (_, index) => continuous(`x${index}`));
	const values = variables.map((variable, index) =>
		numberColumn(
			variable,
			Float64Array.from({ length: rows }, (_, row) => row * (index + 1)),
		),
	);
	return OrangeTable.fromColumns(createDomain({ attributes: variables }), values);
}
