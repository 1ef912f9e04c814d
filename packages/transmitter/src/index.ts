export type { CompactReport, GarbageItem, GarbageReport } from "@allye/protocol";
export { AllyeError, type AllyeErrorCode, isAllyeError } from "@allye/protocol/contract";
export {
	type CleaningOptions,
	collectGarbage,
	compactManifest,
	type GarbageOptions,
} from "./collect-garbage";
export { createTransmitter } from "./create-transmitter";
export { getDataframeLine, secretDirArgument } from "./python-line";
export type {
	Row,
	SendInput,
	SendOptions,
	SendProgress,
	SendResult,
	Transmitter,
	TransmitterOptions,
} from "./transmitter";
export { type WriteArrowFileOptions, writeArrowFile } from "./write-arrow-file";
