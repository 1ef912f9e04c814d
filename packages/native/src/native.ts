import type { EncodeKernels } from "./encode-kernels";
import type { Kernels } from "./kernels";
import type { LineScanner } from "./line-scanner";
import type { DecodeRequest, RangeDecoder } from "./range-decoder";

/** The compressions of Arrow IPC bodies: zstd frames and LZ4 frames. */
export type Codec = "zstd" | "lz4_frame";

/** How long to wait for a lock. */
export interface LockOptions {
	/**
	 * Milliseconds to wait; then the promise rejects with errno code ETIMEDOUT. 0 tries once; 2^31 and more wait for
	 * ever.
	 */
	timeoutMs: number;
	/** Permission bits of a lock file that has to be made (POSIX). */
	mode?: number;
	/** Ends the wait: the promise rejects at once with an AbortError, code ABORT_ERR, `cause` the signal's reason. */
	signal?: AbortSignal;
}

/** A lock that this process holds. */
export interface HeldLock {
	/** Gives the lock up and closes its file. Calling it again does nothing. */
	release(): void;
}

/**
 * A read-only mapping of a whole file. JavaScript sees copies only, never the mapping. It keeps a file descriptor, to
 * notice that the file was truncated.
 */
export interface FileMapping {
	/** Bytes, as the file was when it was mapped. */
	readonly size: number;
	/**
	 * Copies `into.length` bytes at `offset`, on a worker thread where they are many. Rejects with errno code EFAULT where
	 * the file no longer has them (it was truncated): no signal reaches the process. ERANGE where they are not within
	 * `size`, EBADF after {@link close}.
	 *
	 * Until the promise settles `into` must not be transferred (as with fs.read); over a resizable ArrayBuffer it is
	 * refused with EINVAL. A SharedArrayBuffer is fine. After a rejection its content is undefined.
	 */
	read(offset: number, into: Uint8Array): Promise<void>;
	/**
	 * Copies the records of `length` bytes (1 or more) at `offsets` into `into`, one behind the other, in one task on a worker
	 * thread: for thousands of small reads. `into` has exactly `length` bytes for each offset. Rejects as {@link read}.
	 */
	readMany(offsets: Float64Array, length: number, into: Uint8Array): Promise<void>;
	/** For the `length` bytes at `offset`, which are frames of `codec`. @throws ERANGE, EBADF as {@link read} */
	openDecoder(codec: Codec, offset: number, length: number): RangeDecoder;
	/** Unmaps once the reads under way have ended. */
	close(): void;
}

/** How a segment is made. */
export interface SharedMemoryOptions {
	/** Permission bits (POSIX); 0o600 unless given. */
	mode?: number;
}

/** An open shared-memory segment; reading as in {@link FileMapping}. */
export interface SharedMemory {
	/** Bytes of the segment; macOS and Windows round up to whole pages. */
	readonly size: number;
	read(offset: number, into: Uint8Array): Promise<void>;
	readMany(offsets: Float64Array, length: number, into: Uint8Array): Promise<void>;
	openDecoder(codec: Codec, offset: number, length: number): RangeDecoder;
	close(): void;
}

/**
 * The native addon. Failures are Errors with an errno `code` (ENOENT, EACCES, ENOSPC, EFAULT, ETIMEDOUT, EINVAL, ERANGE, EBADF, ENOMEM,
 * ECORRUPT for broken compressed data) and a `syscall`; nothing here knows of Allye.
 */
export interface Native {
	/**
	 * Takes an exclusive lock on `path`, made if missing, without blocking the event loop: flock(2) on POSIX,
	 * LockFileEx of byte 0 on Windows, which exclude Python's fcntl.flock and msvcrt.locking.
	 */
	lockFile(path: string, options: LockOptions): Promise<HeldLock>;
	/** Maps a regular file. An empty file gives a mapping of size 0. */
	mapFile(path: string): FileMapping;
	/**
	 * Makes a segment holding `chunks` one after the other, memory reserved first (ENOSPC, never a signal). `name` has no leading
	 * slash, as Python's SharedMemory.name. EEXIST where it exists. On Windows the segment lives only while the returned
	 * object is open. EINVAL for no bytes at all or a bad name; ENAMETOOLONG above 255 characters, on macOS 30.
	 * The chunks must not change until the promise settles.
	 */
	createSharedMemory(
		name: string,
		chunks: Uint8Array[],
		options?: SharedMemoryOptions,
	): Promise<SharedMemory>;
	/** @throws ENOENT; EINVAL for a bad name, or for what is there but no segment */
	openSharedMemory(name: string): SharedMemory;
	/** Removes the name; ENOENT where it is gone. On Windows it does nothing. */
	unlinkSharedMemory(name: string): void;
	/**
	 * Decodes one whole frame (or several) into `output`, which must be exactly its decoded length, on a worker thread.
	 * Rejects with ECORRUPT where the data is broken or decodes to any other length; `output` then holds what was decoded
	 * so far. Neither array may change or be transferred until the promise settles.
	 */
	decompress(codec: Codec, input: Uint8Array, output: Uint8Array): Promise<void>;
	/**
	 * Decodes a part of a frame (or of several), of which `input` may be only a beginning, on a worker thread: passes over
	 * the first `skip` decoded bytes, then fills `output`. Resolves to the bytes put there, fewer only where the input ends
	 * before. Rejects with ECORRUPT where what had to be decoded is broken. Neither array may change until then.
	 */
	decompressRange(codec: Codec, input: Uint8Array, skip: number, output: Uint8Array): Promise<number>;
	/**
	 * Decodes ranges, of many decoders in one call, on a few worker threads. Resolves to what became of each request: the bytes put into its
	 * output, fewer only where its data ends before; or an Error with code ECORRUPT where what had to be decoded is broken, EFAULT where
	 * the mapping no longer has its bytes, EBADF where the decoder was closed. Throws EINVAL for ranges that fall or do not fit.
	 */
	decodeMany(requests: readonly DecodeRequest[]): Promise<(number | Error)[]>;
	readonly kernels: Kernels;
	readonly encodeKernels: EncodeKernels;
	/** A scanner for the members of these names, ASCII letters and underscores. */
	createLineScanner(first: string, second: string): LineScanner;
	/**
	 * Encodes `input` as one frame with the library's default level (zstd 1, as pyarrow; LZ4 fast), on a worker thread.
	 * The result is a view of a larger buffer: copy it if it is to be kept. After `signal` has fired it rejects within milliseconds,
	 * however large the input, with an AbortError, code ABORT_ERR, `cause` the signal's reason.
	 */
	compress(codec: Codec, input: Uint8Array, options?: { signal?: AbortSignal }): Promise<Uint8Array>;
	/**
	 * The same; but of 1 MiB or more parts are tried first: null where they lose less than a share of `leastSaving` of their bytes, as random
	 * float64s do.
	 */
	compress(
		codec: Codec,
		input: Uint8Array,
		options: { leastSaving: number; signal?: AbortSignal },
	): Promise<Uint8Array | null>;
}
