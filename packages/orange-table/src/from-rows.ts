import { codeColumn } from "./code-column";
import type { Column } from "./column";
import { compareCodePoints } from "./compare-code-points";
import { isFewDistinct } from "./distinct-rule";
import { createDomain, type Domain, variablesOf } from "./domain";
import { invalidArgument, quote } from "./invalid-argument";
import { numberColumn } from "./number-column";
import { textColumn } from "./text-column";
import { continuous, discrete, string, time, type Variable } from "./variable";

/** One row: values by column name. */
export type RowObject = Readonly<Record<string, unknown>>;

/** Domain and columns of row objects; see `OrangeTable.fromRows` for the rules. */
export function tableFromRows(
	rows: readonly RowObject[],
	given?: Domain,
): { domain: Domain; columns: Column[] } {
	const domain = given === undefined ? inferDomain(rows) : createDomain(given);
	const columns = variablesOf(domain).map((variable) => columnOf(variable, rows));
	return { domain, columns };
}

function inferDomain(rows: readonly RowObject[]): Domain {
	const names = new Set<string>();
	for (const row of rows) for (const name of Object.keys(row)) names.add(name);
	const variables = [...names].map((name) => inferVariable(name, rows));
	return createDomain({
		attributes: variables.filter(({ kind }) => kind !== "string"),
		metas: variables.filter(({ kind }) => kind === "string"),
	});
}

function inferVariable(name: string, rows: readonly RowObject[]): Variable {
	const values = rows.map((row) => cellOf(row, name)).filter((value) => value !== null);
	if (values.every((value) => typeof value === "number"))
		return values.length === 0
			? discrete(name)
			: continuous(name, { numberOfDecimals: values.every(Number.isInteger) ? 0 : 3 });
	if (values.every((value) => value instanceof Date))
		return time(name, { haveTime: values.some((date) => date.getTime() % 86_400_000 !== 0) });
	if (values.every((value) => typeof value === "string")) {
		const distinct = new Set(values);
		return isFewDistinct(distinct.size, rows.length)
			? discrete(name, [...distinct].sort(compareCodePoints))
			: string(name);
	}
	throw invalidArgument(
		`The column ${quote(name)} has values of several sorts. Make them all numbers, all Dates or all strings.`,
	);
}

function columnOf(variable: Variable, rows: readonly RowObject[]): Column {
	const { kind, name } = variable;
	const values = <T>(accept: (value: RowCell) => T | undefined): (T | null)[] =>
		rows.map((row, index) => {
			const value = cellOf(row, name);
			if (value === null) return null;
			const accepted = accept(value);
			if (accepted !== undefined) return accepted;
			throw invalidArgument(
				`Row ${index} of ${quote(name)} is ${String(value)}, which is no value of a ${kind} variable.`,
			);
		});
	switch (kind) {
		case "continuous":
			return numberColumn(variable, values(asNumber));
		case "time":
			return numberColumn(variable, values(asSeconds));
		case "discrete":
			return codeColumn(variable, values(asText));
		case "string":
			return textColumn(variable, values(asText));
	}
}

const asNumber = (value: RowCell) => (typeof value === "number" ? value : undefined);
const asSeconds = (value: RowCell) => (value instanceof Date ? value.getTime() / 1000 : asNumber(value));
const asText = (value: RowCell) => (typeof value === "string" ? value : undefined);

/** What a row object can hold, apart from missing values. */
type RowCell = number | string | Date;

function cellOf(row: RowObject, name: string): RowCell | null {
	const value = Object.hasOwn(row, name) ? row[name] : null;
	if (value === null || value === undefined) return null;
	if (typeof value === "boolean" || typeof value === "bigint") return Number(value);
	if (typeof value === "number") return Number.isNaN(value) ? null : value;
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value;
	if (typeof value === "string") return value;
	throw invalidArgument(
		`The column ${quote(name)} has a value that is ${typeof value}. Make it a number, boolean, Date, string or null.`,
	);
}
