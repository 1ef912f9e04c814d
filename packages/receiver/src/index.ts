export type { ManifestEvent, PayloadRef, TableEntry } from "@allye/protocol";
export { AllyeError, type AllyeErrorCode, isAllyeError } from "@allye/protocol/contract";
export { createReceiver } from "./create-receiver";
export type { ArrowFileOptions } from "./open-arrow-file";
export { openArrowFile } from "./open-arrow-file";
export type {
	HeadOptions,
	IncomingTable,
	KeepOptions,
	LoadOptions,
	LoadProgress,
	OpenOptions,
	Receiver,
	ReceiverOptions,
	TablesOptions,
} from "./receiver";
