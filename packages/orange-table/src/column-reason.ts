/** Why a column is what it is: a closed list, so that a program can say it in its reader's language. */
export type ColumnReasonCode = keyof typeof REASON_TEXTS;

/** Why a column is what it is: a code, and what the text of that code leaves blank. */
export interface ColumnReason {
	readonly code: ColumnReasonCode;
	readonly values: Readonly<Record<string, string | number>>;
	/** What the rows that were looked at say, where the code is "first-rows-do-not-tell". */
	readonly because?: ColumnReason;
}

/** The texts of {@link ColumnReasonCode}s; `{name}` is one of the reason's values, a number with commas. */
export const REASON_TEXTS = {
	"few-distinct": "{distinct} distinct in {rows} rows, fewer than {limit}",
	"many-distinct": "{limit} or more distinct in {rows} rows",
	"no-rows": "no rows",
	"all-missing": "every value is missing",
	"all-missing-or-nat": "every value is missing or NaT",
	category: "a category",
	"ordered-category": "an ordered category",
	booleans: "booleans: 1 and 0",
	floats: "floating-point numbers",
	integers: "integers, none missing",
	"integers-and-missing": "integers with missing values, which pandas makes float64",
	"pandas-dtype": "pandas dtype {dtype}",
	timestamps: "timestamps",
	"timestamps-at-midnight": "timestamps, all at midnight",
	"timestamps-of-today": "timestamps, all of today",
	"zoned-timestamps": "timestamps in {timezone}",
	"zoned-timestamps-at-midnight": "timestamps in {timezone}, all at midnight",
	"zoned-timestamps-of-today": "timestamps in {timezone}, all of today",
	dates: "dates",
	"times-as-text": "every value is a time: {format}",
	"durations-as-text": "durations become text",
	"values-as-text": "values of {type} as text",
	"values-as-json": "values of type {type} become JSON",
	"as-chosen": "as chosen",
	"as-domain-says": "as the domain says",
	"as-sent": "as sent from Orange",
	"first-rows-do-not-tell": "text: the first rows alone do not tell",
} as const;

/** A reason, from its code and what its text leaves blank. */
export const columnReason = (code: ColumnReasonCode, values: ColumnReason["values"] = {}): ColumnReason => ({
	code,
	values,
});

/** A reason in English: "9 distinct in 1,000 rows, fewer than 100". */
export function reasonText({ code, values, because }: ColumnReason): string {
	const text = REASON_TEXTS[code].replace(/\{(\w+)\}/g, (blank, name: string) => {
		const value = values[name];
		return typeof value === "number" ? formatCount(value) : (value ?? blank);
	});
	return because === undefined ? text : `${text} (${reasonText(because)})`;
}

/** The same of columns, by name. */
export const reasonTexts = (reasons: ReadonlyMap<string, ColumnReason>): Map<string, string> =>
	new Map([...reasons].map(([name, reason]) => [name, reasonText(reason)]));

/** A number with commas, whatever the machine's language. */
export const formatCount = (count: number): string =>
	// Not toLocaleString: its first call takes 20 ms.
	String(count).replace(/\B(?=(\d{3})+$)/g, ",");
