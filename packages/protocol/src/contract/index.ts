export {
	ALLYE_ERROR_CODES,
	AllyeError,
	type AllyeErrorCode,
	abortedError,
	isAllyeError,
	throwIfAborted,
} from "./allye-error";
export type { ByteSink } from "./byte-sink";
export type { ByteSource, DecodeRequest, RangeDecoder, ReadOptions } from "./byte-source";
export type {
	CreateOptions,
	LocateOptions,
	PayloadLocation,
	PayloadWriter,
	StoredPayload,
	Transport,
} from "./transport";
