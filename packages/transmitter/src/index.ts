export { AllyeError, type AllyeErrorCode, isAllyeError } from "@allye/protocol/contract";
export { createTransmitter } from "./create-transmitter";
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
