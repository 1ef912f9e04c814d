import type { CodeColumn, Column, NumberColumn, TextColumn } from "../column";
import { type Domain, variablesOf } from "../domain";
import { Pacer } from "../from-arrow/pacer";
import type { OrangeTable } from "../orange-table";
import { textValues } from "../text-column";
import type { Variable } from "../variable";
import type { ColumnProfile } from "./column-profile";
import { DistinctCounter, hashNumber, hashText } from "./distinct-counter";
import { FrequentValues } from "./frequent-values";
import { GrowingHistogram } from "./growing-histogram";

/**
 * Profiles of all columns of tables that come one after another, in memory that does not grow with their rows: some 100 KB a column at
 * most.
 */
export class TableProfiler {
	readonly #columns: readonly ColumnProfiler[];
	readonly #pacer: Pacer;

	/** @param domain that of all tables which will be added */
	constructor(domain: Domain, { signal }: { signal?: AbortSignal } = {}) {
		this.#columns = variablesOf(domain).map(profilerOf);
		this.#pacer = new Pacer(signal, "Profiling");
	}

	/** @throws ABORTED */
	async add(table: OrangeTable): Promise<void> {
		for (const [i, profiler] of this.#columns.entries()) await profiler.add(table.columns[i]!, this.#pacer);
	}

	/** In the order of {@link variablesOf}. */
	profiles(): ColumnProfile[] {
		return this.#columns.map((profiler) => profiler.profile());
	}
}

interface ColumnProfiler {
	add(column: Column, pacer: Pacer): Promise<void>;
	profile(): ColumnProfile;
}

function profilerOf(variable: Variable): ColumnProfiler {
	switch (variable.kind) {
		case "continuous":
		case "time":
			return new NumberProfiler(variable);
		case "discrete":
			return new CodeProfiler(variable);
		case "string":
			return new TextProfiler(variable);
	}
}

const WITHOUT_NUMBERS = { minimum: null, maximum: null, mean: null, histogram: null };

class NumberProfiler implements ColumnProfiler {
	#rows = 0;
	#missing = 0;
	#present = 0;
	#minimum = Number.POSITIVE_INFINITY;
	#maximum = Number.NEGATIVE_INFINITY;
	#mean = 0;
	readonly #distinct = new DistinctCounter(hashNumber);
	readonly #histogram = new GrowingHistogram();

	constructor(private readonly variable: Variable) {}

	async add(column: Column, pacer: Pacer): Promise<void> {
		const { values } = column as NumberColumn;
		this.#rows += values.length;
		for (let from = 0; from < values.length; from += Pacer.ROWS) {
			this.#addSlice(values.subarray(from, from + Pacer.ROWS));
			if (pacer.due()) await pacer.rest();
		}
	}

	#addSlice(values: Float64Array): void {
		let [minimum, maximum] = [this.#minimum, this.#maximum];
		for (const value of values) {
			if (value < minimum) minimum = value;
			if (value > maximum) maximum = value;
		}
		[this.#minimum, this.#maximum] = [minimum, maximum];
		if (minimum > maximum) {
			this.#missing += values.length;
			return;
		}
		this.#histogram.expect(minimum, maximum);
		let present = this.#present;
		for (const value of values) {
			if (Number.isNaN(value)) {
				this.#missing++;
				continue;
			}
			present++;
			// A running mean cannot overflow, as a sum could.
			this.#mean += (value - this.#mean) / present;
			this.#distinct.add(value);
			this.#histogram.add(value);
		}
		this.#present = present;
	}

	profile(): ColumnProfile {
		const { name, kind } = this.variable;
		const has = this.#present > 0;
		return {
			name,
			kind,
			rows: this.#rows,
			missing: this.#missing,
			distinct: this.#distinct.count(),
			distinctIsExact: this.#distinct.isExact,
			minimum: has ? this.#minimum : null,
			maximum: has ? this.#maximum : null,
			mean: has ? this.#mean : null,
			histogram: this.#histogram.result(),
			top: null,
		};
	}
}

class CodeProfiler implements ColumnProfiler {
	#rows = 0;
	#missing = 0;
	readonly #counts: number[] = [];

	constructor(private readonly variable: Variable & { kind: "discrete" }) {
		this.#counts = new Array(variable.values.length).fill(0);
	}

	async add(column: Column, pacer: Pacer): Promise<void> {
		const { codes } = column as CodeColumn;
		this.#rows += codes.length;
		for (let from = 0; from < codes.length; from += Pacer.ROWS) {
			for (let row = from, to = Math.min(codes.length, from + Pacer.ROWS); row < to; row++) {
				if (codes[row]! < 0) this.#missing++;
				else this.#counts[codes[row]!]!++;
			}
			if (pacer.due()) await pacer.rest();
		}
	}

	profile(): ColumnProfile {
		const { name, kind, values } = this.variable;
		const top = new FrequentValues();
		const counted = this.#counts.map((count, code) => ({ code, count })).filter(({ count }) => count > 0);
		for (const { code, count } of counted.sort((a, b) => b.count - a.count).slice(0, 10))
			top.add(values[code]!, count);
		return {
			...{ name, kind, rows: this.#rows, missing: this.#missing },
			...{ distinct: counted.length, distinctIsExact: true, ...WITHOUT_NUMBERS, top: top.top() },
		};
	}
}

class TextProfiler implements ColumnProfiler {
	#rows = 0;
	#missing = 0;
	readonly #distinct = new DistinctCounter(hashText);
	readonly #frequent = new FrequentValues();

	constructor(private readonly variable: Variable) {}

	async add(column: Column, pacer: Pacer): Promise<void> {
		let sinceLook = 0;
		for (const text of textValues(column as TextColumn, 0, column.length)) {
			this.#rows++;
			if (text === "") this.#missing++;
			else {
				this.#distinct.add(text);
				this.#frequent.add(text);
			}
			if (++sinceLook < Pacer.ROWS / 4) continue;
			sinceLook = 0;
			if (pacer.due()) await pacer.rest();
		}
	}

	profile(): ColumnProfile {
		const { name, kind } = this.variable;
		return {
			...{ name, kind, rows: this.#rows, missing: this.#missing, ...WITHOUT_NUMBERS },
			distinct: this.#distinct.count(),
			distinctIsExact: this.#distinct.isExact,
			top: this.#frequent.top(),
		};
	}
}
