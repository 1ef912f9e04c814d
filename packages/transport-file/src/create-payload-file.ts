import { constants, type FileHandle, mkdir, open, rename, unlink } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { type PayloadLocation, type PayloadWriter, throwIfAborted, toAllyeError } from "@allye/protocol";
import { partialPath } from "./partial-name";

/** How the file is made. */
export interface PayloadFileOptions {
	/**
	 * Wait until the file is on the disk (fdatasync) before it gets its name, and then its name (fsync of the folder; Windows has no
	 * such call). Default: false: it then survives the end of this process, not a power failure, as a manifest line does.
	 */
	durable?: boolean;
	/** Permission bits, before the umask (POSIX). Default: 0600. */
	mode?: number;
	signal?: AbortSignal;
}

/**
 * Starts the file `path` (its directory made 0700 if missing) under a temporary name beside it; `commit` renames
 * it, so that a crash never leaves half a payload under its final name.
 *
 * @throws NO_SPACE, PERMISSION
 */
export async function createPayloadFile(
	path: string,
	options: PayloadFileOptions = {},
): Promise<PayloadWriter> {
	const target = resolve(path);
	const folder = dirname(target);
	const partial = partialPath(target);
	try {
		await mkdir(folder, { recursive: true, mode: 0o700 });
		return new PayloadFileWriter(target, partial, await open(partial, "wx", options.mode ?? 0o600), options);
	} catch (error) {
		throw toAllyeError(error, { what: "The file could not be made", path: target });
	}
}

class PayloadFileWriter implements PayloadWriter {
	#written = 0;
	#ended = false;

	constructor(
		private readonly path: string,
		private readonly partial: string,
		private readonly handle: FileHandle,
		private readonly options: PayloadFileOptions,
	) {}

	write(bytes: Uint8Array): Promise<void> {
		return this.writeAll([bytes]);
	}

	writeAll(pieces: readonly Uint8Array[]): Promise<void> {
		const position = this.#written;
		for (const { length } of pieces) this.#written += length;
		return this.#writeAt(pieces, position);
	}

	reserve(length: number): (bytes: Uint8Array) => Promise<void> {
		const position = this.#written;
		this.#written += length;
		return (bytes) => this.#writeAt([bytes], position);
	}

	async #writeAt(pieces: readonly Uint8Array[], position: number): Promise<void> {
		throwIfAborted(this.options.signal, `Writing ${this.path}`);
		let at = position;
		let left = pieces.filter(({ length }) => length > 0);
		try {
			while (left.length > 0) {
				const { bytesWritten } = await this.handle.writev(left, at);
				at += bytesWritten;
				left = behind(left, bytesWritten);
			}
		} catch (error) {
			throw this.#failed(error);
		}
	}

	async commit(): Promise<PayloadLocation> {
		try {
			throwIfAborted(this.options.signal, `Writing ${this.path}`);
			if (this.options.durable) await this.handle.datasync();
			await this.handle.close();
			await rename(this.partial, this.path);
			if (this.options.durable) await syncFolder(dirname(this.path)).catch(this.#removeRenamed);
		} catch (error) {
			await this.abort();
			throw this.#failed(error);
		}
		this.#ended = true;
		return { locator: this.path, data_size: this.#written };
	}

	async abort(): Promise<void> {
		if (this.#ended) return;
		this.#ended = true;
		await this.handle.close().catch(() => {});
		await unlink(this.partial).catch((error: NodeJS.ErrnoException) => {
			if (error.code !== "ENOENT") throw this.#failed(error);
		});
	}

	#removeRenamed = async (error: unknown): Promise<never> => {
		await unlink(this.path).catch(() => {});
		throw error;
	};

	#failed(error: unknown): Error {
		return toAllyeError(error, { what: "The file could not be written", path: this.path });
	}
}

/** What is left of pieces whose first `bytes` bytes are done. */
function behind(pieces: readonly Uint8Array[], bytes: number): Uint8Array[] {
	let first = 0;
	let done = bytes;
	while (first < pieces.length && done >= pieces[first]!.length) done -= pieces[first++]!.length;
	const [begun, ...others] = pieces.slice(first);
	return begun === undefined ? [] : [begun.subarray(done), ...others];
}

/** The name of a renamed file is in its folder, which is written at another time than the file. */
async function syncFolder(path: string): Promise<void> {
	if (process.platform === "win32") return;
	const folder = await open(path, constants.O_RDONLY);
	try {
		await folder.sync();
	} finally {
		await folder.close();
	}
}
