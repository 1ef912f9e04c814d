export type { CodeColumn, Column, NumberColumn, TextChunk, TextColumn } from "./column";
export type { Domain } from "./domain";
export type {
	ContinuousVariable,
	DiscreteVariable,
	StringVariable,
	TimeVariable,
	Variable,
	VariableAttributes,
	VariableKind,
} from "./variable";
