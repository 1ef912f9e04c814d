import { constants, fstatSync, read, statSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { type DecodeRequest, type FileMapping, loadNative, nativeLoadFailure } from "@allye/native";
import {
	AllyeError,
	type ByteSource,
	isAllyeError,
	type RangeDecoder,
	type ReadOptions,
	throwIfAborted,
	toAllyeError,
} from "@allye/protocol";

const NEXT = "Send the table again, then retry.";

/**
 * A payload file. Buffers that are used as they are come out of a mapping (requirements, 3.1), copied by the addon under its
 * guard, so that a file truncated meanwhile is an error and not a signal; everything else is an ordinary pread, which keeps
 * compressed pages out of our resident memory.
 */
export class FileByteSource implements ByteSource {
	readonly size: number;
	readonly label: string;
	#handle: FileHandle;
	#mapping: FileMapping | null = null;
	#reading = 0;
	#closing: Promise<void> | null = null;
	#idle: (() => void) | null = null;

	private constructor(label: string, handle: FileHandle, size: number) {
		this.label = label;
		this.#handle = handle;
		this.size = size;
	}

	/** Opens the regular file at `path`. @throws PAYLOAD_MISSING, PAYLOAD_CORRUPT (shorter than `dataSize`), PERMISSION */
	static async open(path: string, dataSize: number): Promise<FileByteSource> {
		// O_NONBLOCK: should a FIFO have taken the place of the file since it was checked, opening it must not hang.
		const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
		const handle = await open(path, flags).catch((error: NodeJS.ErrnoException) => {
			if (error.code === "ENOENT")
				throw new AllyeError(
					"PAYLOAD_MISSING",
					`The payload file is missing: ${path}. It may have been deleted or cleaned up; send the table again, then retry.`,
					{ cause: error },
				);
			throw toAllyeError(error, { what: "The payload file could not be opened", path });
		});
		try {
			const { size } = await handle.stat();
			if (size < dataSize)
				throw new AllyeError(
					"PAYLOAD_CORRUPT",
					`The payload file ${path} has ${size} bytes; the manifest says ${dataSize}. It was cut short. ${NEXT}`,
				);
			return new FileByteSource(path, handle, size);
		} catch (error) {
			await handle.close();
			throw error;
		}
	}

	async read(offset: number, length: number, options: ReadOptions = {}): Promise<Uint8Array> {
		this.#checkRange(offset, length);
		return this.#whileOpen(options.signal, async () => {
			const into = options.into ?? allocate(length, this.label);
			const mapping = options.direct ? this.#map() : null;
			if (mapping) await this.#copy(offset + length, () => mapping.read(offset, into));
			else await this.#pread(offset, into);
			return into;
		});
	}

	async readMany(
		offsets: Float64Array,
		length: number,
		options: Pick<ReadOptions, "signal"> = {},
	): Promise<Uint8Array> {
		let end = 0;
		for (const offset of offsets) {
			this.#checkRange(offset, length);
			end = Math.max(end, offset + length);
		}
		return this.#whileOpen(options.signal, async () => {
			const into = allocate(offsets.length * length, this.label);
			const mapping = this.#map();
			if (mapping) await this.#copy(end, () => mapping.readMany(offsets, length, into));
			for (const [i, offset] of mapping ? [] : offsets.entries()) {
				throwIfAborted(options.signal, `Reading ${this.label}`);
				await this.#pread(offset, into.subarray(i * length, (i + 1) * length));
			}
			return into;
		});
	}

	openDecoder(codec: "zstd" | "lz4_frame", offset: number, length: number): RangeDecoder | null {
		this.#checkRange(offset, length);
		this.#checkOpen();
		return this.#map()?.openDecoder(codec, offset, length) ?? null;
	}

	async decodeMany(requests: readonly DecodeRequest[]): Promise<readonly (number | Error)[]> {
		return this.#whileOpen(undefined, async () => {
			const results = await loadNative().decodeMany(requests);
			return results.map((result) => (typeof result === "number" ? result : this.#explained(result)));
		});
	}

	/** What a decoder failed of; broken data and a want of memory are for the caller to explain. */
	#explained(error: NodeJS.ErrnoException): Error {
		if (error.code === "ECORRUPT" || error.code === "ENOMEM") return error;
		if (error.code === "EFAULT") return this.#cutShort(this.size);
		if (error.code === "EBADF") return this.#closedError();
		return toAllyeError(error, { what: "The payload file could not be read", path: this.label });
	}

	lend<T>(
		work: (region: object) => Promise<T>,
		options: Pick<ReadOptions, "signal"> = {},
	): Promise<T> | null {
		const mapping = this.#closing ? null : this.#map();
		return mapping && this.#whileOpen(options.signal, () => this.#copy(this.size, () => work(mapping)));
	}

	close(): Promise<void> {
		this.#closing ??= this.#close();
		return this.#closing;
	}

	async #close(): Promise<void> {
		if (this.#reading > 0) await new Promise<void>((resolve) => (this.#idle = resolve));
		this.#mapping?.close();
		await this.#handle.close();
	}

	/** Runs `work` with the file kept open. @throws CLOSED, ABORTED */
	async #whileOpen<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
		this.#checkOpen();
		throwIfAborted(signal, `Reading ${this.label}`);
		this.#reading++;
		try {
			const result = await work();
			throwIfAborted(signal, `Reading ${this.label}`);
			return result;
		} finally {
			this.#reading--;
			if (this.#reading === 0) this.#idle?.();
		}
	}

	/**
	 * The mapping, made at the first direct read; null where an ordinary read takes its place: no addon loads, or the path no
	 * longer leads to the file that was opened, for it was removed since.
	 */
	#map(): FileMapping | null {
		if (this.#mapping || nativeLoadFailure()) return this.#mapping;
		try {
			const mapping = loadNative().mapFile(this.label);
			if (isSameFile(this.label, this.#handle.fd)) this.#mapping = mapping;
			else mapping.close();
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== "ENOENT")
				throw toAllyeError(error, { what: "The payload file could not be mapped", path: this.label });
		}
		return this.#mapping;
	}

	/** Runs `copy`, which reads bytes up to `end` by the mapping. */
	async #copy<T>(end: number, copy: () => Promise<T>): Promise<T> {
		try {
			return await copy();
		} catch (error) {
			if (isAllyeError(error)) throw error;
			const { code } = error as NodeJS.ErrnoException;
			if (code === "EFAULT" || code === "ERANGE") throw this.#cutShort(end);
			throw toAllyeError(error, { what: "The payload file could not be read", path: this.label });
		}
	}

	async #pread(offset: number, into: Uint8Array): Promise<void> {
		let done = 0;
		while (done < into.length) {
			const length = Math.min(into.length - done, 1 << 30);
			const bytesRead = await readSome(this.#handle.fd, into, done, length, offset + done).catch((error) => {
				throw toAllyeError(error, { what: "The payload file could not be read", path: this.label });
			});
			if (bytesRead === 0) throw this.#cutShort(offset + into.length);
			done += bytesRead;
		}
	}

	#checkOpen(): void {
		if (this.#closing) throw this.#closedError();
	}

	#closedError(): AllyeError {
		return new AllyeError("CLOSED", `${this.label} was closed. Open the table again.`);
	}

	#checkRange(offset: number, length: number): void {
		if (offset < 0 || length < 0 || offset + length > this.size) throw this.#cutShort(offset + length);
	}

	#cutShort(end: number): AllyeError {
		return new AllyeError(
			"PAYLOAD_CORRUPT",
			`${this.label} ends before byte ${end}: it was cut short while it was read, or was never complete. ${NEXT}`,
		);
	}
}

/** @throws errors of node:fs, ENOENT where nothing is at `path` */
function isSameFile(path: string, fd: number): boolean {
	const [found, opened] = [statSync(path, { bigint: true }), fstatSync(fd, { bigint: true })];
	return found.ino === opened.ino && found.dev === opened.dev;
}

/** A quarter of the time that FileHandle.read takes, which makes new arrays for each call. */
function readSome(fd: number, into: Uint8Array, at: number, length: number, offset: number): Promise<number> {
	return new Promise((resolve, reject) => {
		read(fd, into, at, length, offset, (error, bytesRead) => (error ? reject(error) : resolve(bytesRead)));
	});
}

function allocate(length: number, label: string): Uint8Array {
	try {
		return new Uint8Array(length);
	} catch (error) {
		throw new AllyeError(
			"OUT_OF_MEMORY",
			`${length} bytes for ${label} could not be had. Load fewer columns or rows.`,
			{ cause: error },
		);
	}
}
