import { type ExactFloat, exactFloat } from "./exact-value";
import type { TableSpec, VariableSpec } from "./table-spec";

/** What is needed of a Variable, Domain, Column and OrangeTable of `@allye/orange-table`, or of another implementation. */
interface VariableLike {
	readonly kind: VariableSpec["kind"];
	readonly name: string;
}
interface DomainLike {
	readonly attributes: readonly VariableLike[];
	readonly classVars: readonly VariableLike[];
	readonly metas: readonly VariableLike[];
}
interface TextChunkLike {
	readonly length: number;
	readonly offsets: Int32Array;
	readonly bytes: Uint8Array;
}
type ColumnLike =
	| { readonly values: Float64Array }
	| { readonly codes: Int32Array }
	| { readonly chunks: readonly TextChunkLike[] };
/** What {@link describeTable} asks of an Orange Table: `@allye/orange-table`'s has it. */
export interface TableLike {
	readonly domain: DomainLike;
	readonly rowCount: number;
	column(name: string): ColumnLike;
}

/** An Orange Table of ours as the testee describes Python's, so that the two can be compared with one deep equality. */
export function describeTable(table: TableLike): TableSpec {
	const { attributes, classVars, metas } = table.domain;
	const valuesOf = (variable: VariableLike) => describeColumn(table.column(variable.name));
	return {
		rows: table.rowCount,
		// Through JSON: getters, undefined and readonly arrays become what the testee would send.
		domain: JSON.parse(JSON.stringify({ attributes, classVars, metas })),
		X: attributes.map(valuesOf) as ExactFloat[][],
		Y: classVars.map(valuesOf) as ExactFloat[][],
		metas: metas.map(valuesOf),
	};
}

function describeColumn(column: ColumnLike): ExactFloat[] | string[] {
	if ("values" in column) return Array.from(column.values, exactFloat);
	if ("codes" in column) return Array.from(column.codes, (code) => (code < 0 ? "nan" : code));
	return column.chunks.flatMap(textsOf);
}

function textsOf({ length, offsets, bytes }: TextChunkLike): string[] {
	const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
	return Array.from({ length }, (_, row) => decoder.decode(bytes.subarray(offsets[row], offsets[row + 1])));
}
