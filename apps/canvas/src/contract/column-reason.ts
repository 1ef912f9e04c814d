/** Why a column is what it is: the codes of @allye/orange-table, which the page says in its reader's language. */
export interface ColumnReason {
	readonly code: ColumnReasonCode;
	/** What the text of the code leaves blank. */
	readonly values: Readonly<Record<string, string | number>>;
	/** What the rows that were looked at say, where the code is "first-rows-do-not-tell". */
	readonly because?: ColumnReason;
}

export type ColumnReasonCode =
	| "few-distinct"
	| "many-distinct"
	| "no-rows"
	| "all-missing"
	| "all-missing-or-nat"
	| "category"
	| "ordered-category"
	| "booleans"
	| "floats"
	| "integers"
	| "integers-and-missing"
	| "pandas-dtype"
	| "timestamps"
	| "timestamps-at-midnight"
	| "timestamps-of-today"
	| "zoned-timestamps"
	| "zoned-timestamps-at-midnight"
	| "zoned-timestamps-of-today"
	| "dates"
	| "times-as-text"
	| "durations-as-text"
	| "values-as-text"
	| "values-as-json"
	| "as-chosen"
	| "as-domain-says"
	| "as-sent"
	| "first-rows-do-not-tell";

/** The rule by which a column becomes pandas' and Orange's. */
export type FidelityRule =
	| "category"
	| "period-or-interval"
	| "nullable-integers"
	| "integers"
	| "integers-and-missing"
	| "floats"
	| "booleans"
	| "booleans-and-missing"
	| "text"
	| "inferred-text"
	| "timestamps"
	| "dates"
	| "durations"
	| "objects"
	| "nulls"
	| "unreadable"
	| "nested";
