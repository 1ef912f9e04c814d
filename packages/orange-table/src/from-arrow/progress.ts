/** How far loading is. */
export interface LoadProgress {
	/** Rows of which all columns are done, were the columns read side by side. */
	rows: number;
	totalRows: number;
	/** Bytes of the payload read so far. */
	bytes: number;
}

/** Adds up the progress of columns that are decoded at once, some of them twice. */
export class Progress {
	readonly #rows: number[];
	readonly #totalRows: number;
	readonly #report: ((progress: LoadProgress) => void) | undefined;
	#bytes = 0;

	constructor(columns: number, totalRows: number, report: ((progress: LoadProgress) => void) | undefined) {
		this.#rows = new Array(columns).fill(0);
		this.#totalRows = totalRows;
		this.#report = report;
	}

	/** What the decoding of a column calls. */
	of(column: number): ((progress: { rows: number; bytes: number }) => void) | undefined {
		const report = this.#report;
		if (report === undefined) return undefined;
		let before = 0;
		return ({ rows, bytes }) => {
			// A second decoding counts its bytes from 0 again.
			this.#bytes += bytes >= before ? bytes - before : bytes;
			before = bytes;
			this.#rows[column] = Math.max(this.#rows[column]!, rows);
			const done = this.#rows.reduce((sum, part) => sum + part, 0) / this.#rows.length;
			report({ rows: Math.floor(done), totalRows: this.#totalRows, bytes: this.#bytes });
		};
	}
}
