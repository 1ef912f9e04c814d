import type { ExactFloat } from "./exact-value";

/**
 * An Orange Table as JSON. `domain` has the shape of a Domain of `@allye/orange-table`. X, Y and metas are column-major: one array
 * for each variable of that role. Discrete values are codes, Time values seconds; String values are text, null where Orange has
 * something else than text.
 */
export interface TableSpec {
	rows: number;
	domain: { attributes: VariableSpec[]; classVars: VariableSpec[]; metas: VariableSpec[] };
	X: ExactFloat[][];
	Y: ExactFloat[][];
	metas: (ExactFloat[] | (string | null)[])[];
	/** In a request: Orange has the metas, none of which is text, as an array of numbers instead of objects. */
	floatMetas?: true;
}

interface NamedVariable {
	name: string;
	/** Orange's variable.attributes. */
	attributes: Record<string, unknown>;
}

/** A variable, with the fields of `@allye/orange-table`. `timezone` is as Arrow names it: "UTC", "Asia/Tokyo", "+09:00". */
export type VariableSpec = NamedVariable &
	(
		| { kind: "continuous"; numberOfDecimals: number }
		| { kind: "discrete"; values: string[] }
		| { kind: "time"; haveDate: boolean; haveTime: boolean; timezone: string }
		| { kind: "string" }
	);
