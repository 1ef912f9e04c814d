import type { TimestampUnit } from "./encode-kernels";
import type { LoadedText, NumberKind } from "./kernels";
import type { ScannedLines } from "./line-scanner";
import type { Codec } from "./native";

declare const kind: unique symbol;
/** A lock file that the addon has open. */
export type LockHandle = { readonly [kind]: "lock" };
/** A mapped file or shared-memory segment. */
export type RegionHandle = { readonly [kind]: "region" };
/** What a scanner of lines has found so far. */
export type LineScannerHandle = { readonly [kind]: "line scanner" };
/** A table of distinct texts. */
export type TextTableHandle = { readonly [kind]: "text table" };
/** A compressed part of a region, and how far it was decoded. */
export type DecoderHandle = { readonly [kind]: "decoder" };

/** A {@link StoredColumn}. */
export type StoredColumnArguments = [
	region: RegionHandle,
	codec: Codec | null,
	rows: number,
	nulls: number,
	maxBytes: number,
	buffers: Float64Array,
	start: number,
	end: number,
	picked: Uint32Array | null,
];

/** A number at once where the work is small. */
type Done = number | Promise<number>;

/**
 * What the addon itself offers: see addon/binding. All failures are Errors with `code` and `syscall`, those about a file or
 * segment with `path` too; a closed handle gives EBADF.
 */
export interface Binding {
	/** Opens (or makes) a lock file; the lock is not taken yet. */
	openLock(path: string, mode: number): LockHandle;
	/** Takes the lock if it is free. */
	tryLock(lock: LockHandle): boolean;
	/** True once the lock is taken, false if the handle was closed before. */
	waitLock(lock: LockHandle): Promise<boolean>;
	/** Gives the lock up, or stops waiting for it. */
	closeLock(lock: LockHandle): void;

	mapFile(path: string): RegionHandle;
	createSharedMemory(name: string, chunks: Uint8Array[], mode: number): Promise<RegionHandle>;
	openSharedMemory(name: string): RegionHandle;
	unlinkSharedMemory(name: string): void;
	regionSize(region: RegionHandle): number;
	/** Done on return where it returns nothing. */
	readRegion(region: RegionHandle, offset: number, into: Uint8Array): Promise<void> | undefined;
	readRegionMany(
		region: RegionHandle,
		offsets: Float64Array,
		length: number,
		into: Uint8Array,
	): Promise<void>;
	closeRegion(region: RegionHandle): void;

	toFloat64(
		kind: NumberKind,
		values: Uint8Array,
		validity: Uint8Array | null,
		out: Float64Array,
	): Promise<number>;
	/** 1 where they are. */
	areUtf8(offsets: Int32Array, bytes: Uint8Array): Promise<number>;
	/** 1 where they rise. */
	rebaseOffsets(offsets: Uint8Array, width: number): Promise<number>;
	translate(
		kind: NumberKind,
		indices: Uint8Array,
		validity: Uint8Array | null,
		codeOf: Int32Array,
		codes: Int32Array,
	): Promise<number>;
	/** How many of floats were infinite, of others are missing. */
	loadNumbers(
		...load: [...StoredColumnArguments, kind: NumberKind, finite: boolean, out: Float64Array]
	): Done;
	/** How many became missing. */
	loadCodes(
		...load: [...StoredColumnArguments, kind: NumberKind, codeOf: Int32Array, codes: Int32Array]
	): Done;
	/** 0 where there are more than `most`. */
	loadText(
		...load: [
			...StoredColumnArguments,
			width: number,
			table: TextTableHandle,
			most: number,
			codes: Int32Array,
		]
	): Done;
	/** Null where they have more than 2 GiB. */
	loadUtf8(...load: [...StoredColumnArguments, width: number]): Promise<LoadedText | null>;
	loadBytes(
		region: RegionHandle,
		codec: Codec,
		offset: number,
		length: number,
		from: number,
		whole: number | null,
		out: Uint8Array,
	): Promise<number>;
	/** The codes in `table` of the texts of `other`; null where `table` then has more than `most`. */
	addTexts(table: TextTableHandle, other: TextTableHandle, most: number): Promise<Int32Array | null>;
	/** How many became missing. */
	recode(codes: Int32Array, codeOf: Int32Array): Promise<number>;
	useLargePages(bytes: Uint8Array): void;

	createTextTable(): TextTableHandle;
	/** 0 where there are more than `most`. */
	encodeText(
		table: TextTableHandle,
		offsets: Int32Array,
		bytes: Uint8Array,
		validity: Uint8Array | null,
		codes: Int32Array,
		most: number,
	): Promise<number>;
	textsOf(table: TextTableHandle): Promise<{ offsets: Int32Array; bytes: Uint8Array; order: Int32Array }>;

	createLineScanner(first: string, second: string): LineScannerHandle;
	scanLines(scanner: LineScannerHandle, piece: Uint8Array): Promise<ScannedLines>;

	/** 1 where they are. */
	areInt64(values: Float64Array): Promise<number>;
	/** 0 where one is none. */
	toInt64(values: Float64Array, out: Uint8Array): Promise<number>;
	toValidity(values: Float64Array, bits: Uint8Array): Promise<number>;
	toIndices(
		codes: Int32Array,
		values: number,
		width: number,
		out: Uint8Array,
		bits: Uint8Array,
	): Promise<number>;
	firstBeyond(values: Float64Array, limit: number): Promise<number>;
	/** 0 where one does not fit. */
	toTimestamps(seconds: Float64Array, unit: TimestampUnit, out: Uint8Array): Promise<number>;
	copyTexts(
		offsets: Int32Array,
		bytes: Uint8Array,
		outOffsets: Int32Array,
		outBytes: Uint8Array,
		at: number,
	): Promise<number>;

	decompress(codec: Codec, input: Uint8Array, output: Uint8Array): Promise<void>;
	openDecoder(region: RegionHandle, codec: Codec, offset: number, length: number): DecoderHandle;
	/**
	 * As {@link DecodeRequest}s, field by field; `keep` has a byte for each. Each promise is one thread's, and has of each request that this
	 * thread did its number, and the bytes filled or an Error.
	 */
	decodeMany(
		decoders: DecoderHandle[],
		ranges: Float64Array[],
		outputs: Uint8Array[],
		keep: Uint8Array,
	): Promise<(number | Error)[]>[];
	heldByDecoder(decoder: DecoderHandle): number;
	closeDecoder(decoder: DecoderHandle): void;
	decompressRange(codec: Codec, input: Uint8Array, skip: number, output: Uint8Array): Promise<number>;
	compressBound(codec: Codec, size: number): number;
	/**
	 * Bytes written; `output` has at least compressBound(codec, input.length). Without an output the frame itself. Null where it seems to save less
	 * than a share of `leastSaving`. Rejects with ECANCELED soon after the one byte of `cancelled` has become another than 0.
	 */
	compress(
		codec: Codec,
		input: Uint8Array,
		output: null,
		leastSaving: number,
		cancelled: Uint8Array | null,
	): Promise<Uint8Array | null>;
	compress(
		codec: Codec,
		input: Uint8Array,
		output: Uint8Array,
		leastSaving: number,
		cancelled: Uint8Array | null,
	): Promise<number | null>;
}
