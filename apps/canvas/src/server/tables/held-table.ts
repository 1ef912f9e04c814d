import {
	type Domain,
	type LazyOrangeTable,
	type OrangeTable,
	type Variable,
	variablesOf,
} from "@allye/orange-table";
import type { TableInfo, TableProfile, VariableInfo } from "../../contract";

export interface HeldTableOptions {
	name: string;
	/** Rows of the table that it is a part of. */
	ofRows?: number;
	/** Rows of columns that stay on disk. */
	sample?: TakeSample;
	/** Gives back what it stands on, such as an open payload. */
	release?(): Promise<void>;
}

/** `n` rows of some columns, uniformly chosen: those of `sampleRows` with that seed. */
export type TakeSample = (
	columns: readonly string[],
	options: { n: number; seed: number; signal: AbortSignal },
) => Promise<OrangeTable>;

let count = 0;
/** So that a page that outlived a server asks for tables of its own. */
const run = Date.now().toString(36);

/** A table in the server, which never changes, under an id for pages. */
export class HeldTable {
	readonly id = `${run}-${++count}`;
	readonly info: TableInfo;
	/** Row numbers of views, by their ids; the one used last at the end. */
	readonly views = new Map<string, Uint32Array>();
	/** Samples of a table whose columns stay on disk, by what was sampled; the one used last at the end. */
	readonly samples = new Map<string, OrangeTable>();
	/** Null where the columns are in memory. */
	readonly sample: TakeSample | null;
	/** Made when it is first asked for. */
	profile: Promise<TableProfile> | null = null;
	readonly release: () => Promise<void>;

	constructor(
		readonly table: OrangeTable | LazyOrangeTable,
		{ name, ofRows, sample, release = async () => {} }: HeldTableOptions,
	) {
		this.release = release;
		this.sample = sample ?? null;
		this.info = {
			id: this.id,
			name,
			rowCount: table.rowCount,
			variables: variableInfos(table.domain),
			isLazy: !isLoaded(table),
			ofRows: ofRows ?? null,
		};
	}

	/** The table, where its columns are in memory; else null. */
	get loaded(): OrangeTable | null {
		return isLoaded(this.table) ? this.table : null;
	}

	/** Memory of its columns. */
	get bytes(): number {
		const { loaded } = this;
		if (loaded === null) return 0;
		let bytes = 0;
		for (const column of loaded.columns)
			if ("chunks" in column)
				for (const chunk of column.chunks) bytes += chunk.offsets.byteLength + chunk.bytes.byteLength;
			else bytes += "codes" in column ? column.codes.byteLength : column.values.byteLength;
		return bytes;
	}
}

const isLoaded = (table: OrangeTable | LazyOrangeTable): table is OrangeTable => "columns" in table;

/** A Domain for the page, in the order of the table's columns. */
export function variableInfos(domain: Domain): VariableInfo[] {
	const target = domain.attributes.length;
	const meta = target + domain.classVars.length;
	return variablesOf(domain).map((variable, position) =>
		variableInfo(variable, position < target ? "feature" : position < meta ? "target" : "meta"),
	);
}

export function variableInfo(variable: Variable, role: VariableInfo["role"]): VariableInfo {
	const { name, kind } = variable;
	if (kind === "discrete") return { name, kind, role, values: variable.values };
	if (kind === "continuous") return { name, kind, role, numberOfDecimals: variable.numberOfDecimals };
	if (kind === "string") return { name, kind, role };
	const { haveDate, haveTime, timezone } = variable;
	return { name, kind, role, haveDate, haveTime, timezone };
}
