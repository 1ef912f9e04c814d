import { checkUnicode, invalidArgument, quote } from "./invalid-argument";

/** A number. Orange's ContinuousVariable. */
export interface ContinuousVariable {
	readonly kind: "continuous";
	readonly name: string;
	/** Digits shown after the point; 0 means whole numbers, which Python gets back as int64. Orange's default is 3. */
	readonly numberOfDecimals: number;
	/** Orange's variable.attributes, and colours; kept through a round trip. */
	readonly attributes: VariableAttributes;
}

/** One of a fixed list of values. Orange's DiscreteVariable. */
export interface DiscreteVariable {
	readonly kind: "discrete";
	readonly name: string;
	/** In the order that codes count them. No two are equal. */
	readonly values: readonly string[];
	readonly attributes: VariableAttributes;
}

/** A moment: seconds since 1970-01-01 UTC, or since midnight where there is no date. Orange's TimeVariable. */
export interface TimeVariable {
	readonly kind: "time";
	readonly name: string;
	readonly haveDate: boolean;
	readonly haveTime: boolean;
	/** As pandas names it, "UTC" by default (Orange's default), "Asia/Tokyo", "+09:00". Values are UTC whatever it says. */
	readonly timezone: string;
	readonly attributes: VariableAttributes;
}

/** Free text; a meta always. Missing is "". Orange's StringVariable. */
export interface StringVariable {
	readonly kind: "string";
	readonly name: string;
	readonly attributes: VariableAttributes;
}

/** A column of a Domain, as Orange describes it. */
export type Variable = ContinuousVariable | DiscreteVariable | TimeVariable | StringVariable;
/** Which of Orange's classes a variable is. */
export type VariableKind = Variable["kind"];

/** JSON values by name: what Orange keeps in `variable.attributes`, colours among them. */
export type VariableAttributes = Readonly<Record<string, unknown>>;

/** A ContinuousVariable. @throws INVALID_ARGUMENT where numberOfDecimals is not a whole number from 0 on */
export function continuous(
	name: string,
	options: { numberOfDecimals?: number; attributes?: VariableAttributes } = {},
): ContinuousVariable {
	const { numberOfDecimals = 3, attributes = {} } = options;
	checkUnicode(name, "The variable name");
	if (!Number.isInteger(numberOfDecimals) || numberOfDecimals < 0)
		throw invalidArgument(
			`numberOfDecimals of ${quote(name)} is ${numberOfDecimals}; give a whole number from 0 on.`,
		);
	return { kind: "continuous", name, numberOfDecimals, attributes };
}

/** A DiscreteVariable. @throws INVALID_ARGUMENT where two values are equal, as Orange does */
export function discrete(
	name: string,
	values: Iterable<string> = [],
	options: { attributes?: VariableAttributes } = {},
): DiscreteVariable {
	checkUnicode(name, "The variable name");
	const list = [...values];
	const seen = new Set<string>();
	for (const value of list) {
		checkUnicode(value, `A value of ${quote(name)},`);
		if (seen.has(value))
			throw invalidArgument(`${quote(name)} has the value ${quote(value)} twice. Give each value once.`);
		seen.add(value);
	}
	return { kind: "discrete", name, values: list, attributes: options.attributes ?? {} };
}

/** A TimeVariable; by default of both date and time, in UTC. */
export function time(
	name: string,
	options: {
		haveDate?: boolean;
		haveTime?: boolean;
		timezone?: string;
		attributes?: VariableAttributes;
	} = {},
): TimeVariable {
	const { haveDate = true, haveTime = true, timezone = "UTC", attributes = {} } = options;
	checkUnicode(name, "The variable name");
	return { kind: "time", name, haveDate, haveTime, timezone, attributes };
}

/** A StringVariable. */
export function string(name: string, options: { attributes?: VariableAttributes } = {}): StringVariable {
	checkUnicode(name, "The variable name");
	return { kind: "string", name, attributes: options.attributes ?? {} };
}
