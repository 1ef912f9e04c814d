export { arrowTypeName } from "./arrow-type-name";
export type { CodeColumn, Column, NumberColumn, TextChunk, TextColumn } from "./column";
export type { Domain } from "./domain";
export { type ColumnFidelity, fidelity } from "./fidelity";
export { type PandasDtype, pandasDtype, pandasDtypes } from "./pandas-dtypes";
export { type PandasColumn, type PandasMetadata, readPandasMetadata } from "./pandas-metadata";
export {
	type ColumnFacts,
	type Conversion,
	columnFacts,
	PANDAS_RULES,
	type PandasRule,
	pandasRule,
} from "./pandas-rules";
export type {
	ContinuousVariable,
	DiscreteVariable,
	StringVariable,
	TimeVariable,
	Variable,
	VariableAttributes,
	VariableKind,
} from "./variable";
