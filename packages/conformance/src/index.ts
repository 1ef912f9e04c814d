export { COLUMN_KINDS, type ColumnKind, columnOf } from "./column-arbitrary";
export { describeTable, type TableLike } from "./describe-table";
export { type ExactFloat, type ExactInt, type ExactValue, exactFloat, floatOf } from "./exact-value";
export { findPython } from "./find-python";
export { type FrameSpecOptions, frameSpec } from "./frame-arbitrary";
export type { CategoryColumn, ColumnSpec, FrameDescription, FrameSpec, ValueColumn } from "./frame-spec";
export { PythonError } from "./python-error";
export { type PythonOptions, runPython } from "./run-python";
export { startTestee } from "./start-testee";
export type { JsonEvent } from "./suites/event-arbitrary";
export { type EventLike, eventJson } from "./suites/event-json";
export {
	type InterleavingSuiteOptions,
	interleavingSuite,
	type Participant,
} from "./suites/interleaving-suite";
export { checkLaw, type LawOptions, law } from "./suites/law";
export { type ManifestReader, type ManifestSuiteOptions, manifestSuite } from "./suites/manifest-suite";
export { manifestText, ordinaryLine } from "./suites/manifest-text";
export {
	type SchemaColumnLike,
	type SchemaColumnLike,
	type SchemaColumnLike,
	type SchemaHashSuiteOptions,
	type SchemaHashSuiteOptions,
	type SchemaHashSuiteOptions,
	schemaHashSuite,
	schemaHashSuite,
	schemaHashSuite,
} from "./suites/schema-hash-suite";
export type { TestRunner } from "./suites/test-runner";
export { type TransportSuiteOptions, transportSuite } from "./suites/transport-suite";
export type { LocationLike, SourceLike, TransportLike, WriterLike } from "./suites/transport-under-test";
export {
	type Writer,
	type Writer,
	type WriterSendOptions,
	type WriterSendOptions,
	type WriterSuiteOptions,
	type WriterSuiteOptions,
	writerSuite,
	writerSuite,
} from "./suites/writer-suite";
export type { TableSpec, VariableSpec } from "./table-spec";
export type { PythonEvent, PythonPeer, SendOptions, Testee, Versions } from "./testee";
export { oddText } from "./text-arbitrary";
