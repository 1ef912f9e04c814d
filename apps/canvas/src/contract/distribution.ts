/** Bars of one column: ranges of a number or a time, values of a category. */
export interface Distribution {
	readonly column: string;
	/** Of numbers and times: edges of the bars, one more than there are bars. */
	readonly edges: readonly number[] | null;
	/** Of categories and text: what each bar counts, at most 50; the rest is in `others`. */
	readonly values: readonly string[] | null;
	readonly others: number;
	/** One row of bars, or one for each value of `splitBy`. */
	readonly series: readonly { readonly name: string; readonly counts: readonly number[] }[];
	readonly missing: number;
	/** Rows that were counted. */
	readonly rows: number;
	/** Of a table whose columns stay on disk: its rows, of which `rows` were sampled; null where all were counted in memory. */
	readonly sampleOf: number | null;
}
