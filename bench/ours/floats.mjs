import { continuous, createDomain, numberColumn, OrangeTable } from "@allye/orange-table";

/** A table of random numbers. */
export function floats(rows, columns) {
	const made = Array.from({ length: columns }, (_, i) =>
		numberColumn(
			continuous(`c${i}`),
			Float64Array.from({ length: rows }, () => Math.random()),
		),
	);
	return new OrangeTable(createDomain({ attributes: made.map(({ variable }) => variable) }), made);
}
