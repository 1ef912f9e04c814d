export { arrowTypeName } from "./arrow-type-name";
export { codeColumn } from "./code-column";
export type { CodeColumn, Column, NumberColumn, TextChunk, TextColumn } from "./column";
export { type ColumnReason, type ColumnReasonCode, REASON_TEXTS, reasonText } from "./column-reason";
export {
	createDomain,
	type Domain,
	findVariable,
	type InRoles,
	type Role,
	roleOf,
	variablesOf,
} from "./domain";
export {
	type DescribedDomain,
	type DescribedVariable,
	DOMAIN_METADATA_KEY,
	decodeDomain,
	encodeDomain,
} from "./domain-metadata";
export { type ColumnFidelity, fidelity } from "./fidelity";
export {
	type ColumnOverride,
	type LoadedTable,
	type LoadOrangeTableOptions,
	loadOrangeTable,
} from "./from-arrow/load-orange-table";
export type { LoadProgress } from "./from-arrow/progress";
export type { RowObject } from "./from-rows";
export { inRoles } from "./in-roles";
export { numberColumn } from "./number-column";
export { OrangeTable } from "./orange-table";
export { type PandasDtype, pandasDtype, pandasDtypes } from "./pandas-dtypes";
export { type PandasColumn, type PandasMetadata, readPandasMetadata } from "./pandas-metadata";
export {
	type ColumnFacts,
	type Conversion,
	columnFacts,
	PANDAS_RULES,
	type PandasRule,
	type PandasRuleName,
	pandasRule,
} from "./pandas-rules";
export type { ColumnProfile } from "./profile/column-profile";
export type { ValueCount } from "./profile/frequent-values";
export type { Histogram } from "./profile/growing-histogram";
export { TableProfiler } from "./profile/table-profiler";
export type { MetaColumns, NumberColumns } from "./role-columns";
export type { RowSelection } from "./row-selection";
export type { RowValue } from "./table-rows";
export { textAt, textColumn, textValues } from "./text-column";
export type { EncodeKernels, TimestampUnit } from "./to-arrow/encode-kernels";
export { type ArrowFrame, orangeToArrow, type ToArrowOptions } from "./to-arrow/orange-to-arrow";
export type { TransferableTable } from "./transferable";
export {
	type ContinuousVariable,
	continuous,
	type DiscreteVariable,
	discrete,
	type StringVariable,
	string,
	type TimeVariable,
	time,
	type Variable,
	type VariableAttributes,
	type VariableKind,
} from "./variable";
export { batchPieces } from "./views/batch-pieces";
export { blockRows } from "./views/block-rows";
export { concatTables } from "./views/concat-tables";
export {
	DOMAIN_ROWS,
	type InferDomainOptions,
	type InferredDomain,
	inferDomain,
} from "./views/infer-domain";
export {
	LazyOrangeTable,
	type LazyOrangeTableOptions,
	type WindowOptions,
} from "./views/lazy-orange-table";
export { type ArrowColumns, pickRows } from "./views/pick-rows";
export { type SampleRowsOptions, sampleRows } from "./views/sample-rows";
