export {
	isExpired,
	type ManifestEvent,
	type PayloadRef,
	parseTimestamp,
	type TableEntry,
} from "@allye/protocol";
export { AllyeError, type AllyeErrorCode, isAllyeError } from "@allye/protocol/contract";
export { availableMemory } from "./available-memory";
export { createReceiver } from "./create-receiver";
export { diagnose, removeLeftover } from "./diagnose";
export type { DiagnoseOptions } from "./diagnose/diagnose";
export type { CheckName, Diagnosis, Finding, FindingStatus, Leftover } from "./diagnose/diagnosis";
export type { ColumnEstimate, Estimate } from "./estimate";
export { isTooLarge, type Limits, type TooLargeError } from "./limits";
export type { ArrowFileOptions } from "./open-arrow-file";
export { openArrowFile } from "./open-arrow-file";
export type { Profile, ProfileOptions } from "./profile";
export type {
	BatchesOptions,
	DomainOptions,
	EstimateOptions,
	GrowingOptions,
	GrowingTable,
	GrowOptions,
	HeadOptions,
	IncomingTable,
	KeepOptions,
	LazyOptions,
	LoadOptions,
	LoadProgress,
	OpenOptions,
	Receiver,
	ReceiverOptions,
	SampleOptions,
	SharedMemoryState,
	TablesOptions,
} from "./receiver";
