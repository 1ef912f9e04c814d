export type { EncodeKernels, TimestampUnit } from "./encode-kernels";
export type { Kernels, LoadedText, NumberKind, StoredColumn, TextTable } from "./kernels";
export type { LineScanner, ScannedLines } from "./line-scanner";
export { type LoadFailure, loadNative, nativeLoadFailure } from "./load-native";
export type {
	Codec,
	FileMapping,
	HeldLock,
	LockOptions,
	Native,
	SharedMemory,
	SharedMemoryOptions,
} from "./native";
export type { DecodeRequest, RangeDecoder } from "./range-decoder";
