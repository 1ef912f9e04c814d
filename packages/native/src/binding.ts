import type { Codec } from "./native";

declare const kind: unique symbol;
/** A lock file that the addon has open. */
export type LockHandle = { readonly [kind]: "lock" };
/** A mapped file or shared-memory segment. */
export type RegionHandle = { readonly [kind]: "region" };

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

	decompress(codec: Codec, input: Uint8Array, output: Uint8Array): Promise<void>;
	decompressRange(codec: Codec, input: Uint8Array, skip: number, output: Uint8Array): Promise<number>;
	compressBound(codec: Codec, size: number): number;
	/** Bytes written; `output` has at least compressBound(codec, input.length). */
	compress(codec: Codec, input: Uint8Array, output: Uint8Array): Promise<number>;
}
