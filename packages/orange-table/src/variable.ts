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

export type Variable = ContinuousVariable | DiscreteVariable | TimeVariable | StringVariable;
export type VariableKind = Variable["kind"];

/** JSON values by name: what Orange keeps in `variable.attributes`, colours among them. */
export type VariableAttributes = Readonly<Record<string, unknown>>;
