export { COLUMN_KINDS, type ColumnKind, columnOf, PANDAS3_COLUMN_KINDS } from "./column-arbitrary";
export { describeTable, type TableLike } from "./describe-table";
export { type ExactFloat, type ExactInt, type ExactValue, exactFloat, floatOf } from "./exact-value";
export { FIDELITY, type FidelityRow, fidelityOf, type Kept } from "./fidelity";
export { findPython, type PythonEnvironment } from "./find-python";
export { type FrameSpecOptions, frameSpec } from "./frame-arbitrary";
export type { CategoryColumn, ColumnSpec, FrameDescription, FrameSpec, ValueColumn } from "./frame-spec";
export {
	isGuessedTime,
	MAPPING_DIFFERENCES,
	type MappingDifference,
	mappingDifference,
	SENDING_DIFFERENCES,
	type SendingDifference,
	sendingDifference,
} from "./known-differences";
export { knownDifferencesText } from "./known-differences-text";
export { PythonError } from "./python-error";
export { type PythonOptions, runPython } from "./run-python";
export { startTestee } from "./start-testee";
export { arrowTypesSuite } from "./suites/arrow-types-suite";
export type { SuiteOptions } from "./suites/both-sides";
export { dictionariesSuite } from "./suites/dictionaries-suite";
export type { JsonEvent } from "./suites/event-arbitrary";
export { type EventLike, eventJson } from "./suites/event-json";
export type {
	CompressionName,
	Implementation,
	ImplementationFactory,
	LoadPartOptions,
	PartOptions,
	TransportName,
} from "./suites/implementation";
export {
	type InterleavingSuiteOptions,
	interleavingSuite,
	type Participant,
} from "./suites/interleaving-suite";
export { knownDifferencesSuite } from "./suites/known-differences-suite";
export { checkLaw, type LawOptions, law } from "./suites/law";
export { type ManifestReader, type ManifestSuiteOptions, manifestSuite } from "./suites/manifest-suite";
export { manifestText, ordinaryLine } from "./suites/manifest-text";
export { mappingSuite } from "./suites/mapping-suite";
export { partialReadsSuite } from "./suites/partial-reads-suite";
export { realDataSuite } from "./suites/real-data-suite";
export { roundTripsSuite } from "./suites/round-trips-suite";
export {
	type SchemaColumnLike,
	type SchemaHashSuiteOptions,
	schemaHashSuite,
} from "./suites/schema-hash-suite";
export { sendingSuite } from "./suites/sending-suite";
export type { TestRunner } from "./suites/test-runner";
export { type TransportSuiteOptions, transportSuite } from "./suites/transport-suite";
export type { LocationLike, SourceLike, TransportLike, WriterLike } from "./suites/transport-under-test";
export { valuesSuite } from "./suites/values-suite";
export {
	type Writer,
	type WriterSendOptions,
	type WriterSuiteOptions,
	writerSuite,
} from "./suites/writer-suite";
export { type TableSpecOptions, tableSpec } from "./table-arbitrary";
export type { TableSpec, VariableSpec } from "./table-spec";
export type {
	ArrowTypes,
	DictionaryBatches,
	DictionaryBatchesOptions,
	Observation,
	PythonEvent,
	PythonPeer,
	SendOptions,
	Testee,
	Versions,
} from "./testee";
export { oddText } from "./text-arbitrary";
export { withoutVariables } from "./without-variables";
