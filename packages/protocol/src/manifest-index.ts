import type { BigIntStats } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { AllyeError } from "./contract";
import { EventReader } from "./event-reader";
import { isUnchanged, type ReadFile, TO_READ } from "./is-unchanged";
import type { ManifestEvent } from "./manifest-event";
import { parseEvent } from "./parse-event";
import { readFully } from "./read-fully";
import { CR, LF, lastLineEnd, readLines } from "./read-lines";
import type { TableEntry } from "./table-entry";
import { TableIndex } from "./table-index";
import { toAllyeError } from "./to-allye-error";

/** Bytes read at a time: a few milliseconds of work, then the event loop has its turn. */
const CHUNK = 4 * 1024 * 1024;

/** Bytes compared at either end of what has been read, to see that it is still the same. */
const MARK = 4096;

/** What has been read: `offset` counts the bytes that have become events or been skipped. */
interface Progress extends ReadFile {
	/** The last line had no line end yet but was an event: if anything else follows it, it is not. */
	openLine: boolean;
}

/**
 * Reads a manifest without its lock, each time only what was appended. What it answers equals, after each {@link refresh},
 * what the reader of the Python package 0.1.2 makes of the whole file: an unterminated last line counts where it is a valid
 * event already.
 *
 * A manifest that was truncated, replaced or deleted is read again from its start. It is recognised by its inode and by the
 * first and last 4 KiB of what had been read: a change in place between those goes unseen.
 */
export class ManifestIndex {
	readonly path: string;
	#index = new TableIndex();
	#progress: Progress | null = null;
	#revision = 0;
	#running: Promise<boolean> = Promise.resolve(false);
	#waiting: Promise<boolean> | null = null;

	constructor(dir: { manifestPath: string }) {
		this.path = dir.manifestPath;
	}

	/** Grows whenever the answers may have changed: for whoever shares this index and refreshes at other times. */
	get revision(): number {
		return this.#revision;
	}

	/**
	 * Takes in what is in the file now; no manifest means no tables. Calls at the same time share their work.
	 *
	 * @returns whether the answers may have changed
	 * @throws PERMISSION, INVALID_ARGUMENT
	 */
	refresh(): Promise<boolean> {
		this.#waiting ??= this.#running.then(
			() => this.#start(),
			() => this.#start(),
		);
		return this.#waiting;
	}

	/** One entry a name, in code-point order; with `producer`, only by that producer's lines. */
	tables(options: { producer?: string } = {}): TableEntry[] {
		return this.#index.tables(options);
	}

	/** The last ready event in file order, whose payload may be null; null where there is none. */
	latestReady(tableName: string, producer?: string): ManifestEvent | null {
		return this.#index.latestReady(tableName, producer);
	}

	/** All events of a name in file order, read from the file. Refreshes first. @throws PERMISSION, INVALID_ARGUMENT */
	async history(tableName: string): Promise<ManifestEvent[]> {
		await this.refresh();
		const file = await this.#open();
		if (!file) return [];
		try {
			const reader = new EventReader(file);
			const events: ManifestEvent[] = [];
			for (const line of this.#index.lines(tableName)) {
				const event = await reader.event(line);
				// Another name means that the line is none, or that the file was replaced since the refresh.
				if (event?.table_name === tableName) events.push(event);
			}
			return events;
		} finally {
			await file.close();
		}
	}

	#start(): Promise<boolean> {
		this.#waiting = null;
		this.#running = this.#refresh().then((changed) => {
			if (changed) this.#revision++;
			return changed;
		});
		return this.#running;
	}

	async #refresh(): Promise<boolean> {
		if (this.#progress && isUnchanged(this.path, this.#progress)) return false;
		const file = await this.#open();
		if (!file) return this.#forget();
		try {
			const stats = await file.stat({ bigint: true });
			if (!stats.isFile()) {
				throw new AllyeError("INVALID_ARGUMENT", `${this.path} is not a file. Move it away, then try again.`);
			}
			const progress = (await this.#isContinued(file, stats)) ? this.#progress : null;
			return await this.#readOn(file, stats, progress);
		} catch (error) {
			// Lines may have been added that the progress does not know of: they must not be added twice.
			this.#progress = null;
			throw this.#error(error);
		} finally {
			await file.close();
		}
	}

	#forget(): boolean {
		const changed = this.#index.lineCount > 0;
		this.#index = new TableIndex();
		this.#progress = null;
		return changed;
	}

	async #isContinued(file: FileHandle, stats: BigIntStats): Promise<boolean> {
		const progress = this.#progress;
		if (!progress || progress.device !== stats.dev || progress.inode !== stats.ino) return false;
		const { offset, head, tail, openLine } = progress;
		if (stats.size < BigInt(offset)) return false;
		const after = await readFully(file, offset - tail.length, tail.length + 1);
		if (!after.subarray(0, tail.length).equals(tail)) return false;
		const next = after[tail.length];
		if (openLine && next !== undefined && next !== LF && next !== CR) return false;
		return (await readFully(file, 0, head.length)).equals(head);
	}

	async #readOn(file: FileHandle, stats: BigIntStats, progress: Progress | null): Promise<boolean> {
		const index = progress ? this.#index : new TableIndex();
		const before = index.lineCount;
		const size = Number(stats.size);
		let offset = progress?.offset ?? 0;
		let openLine = progress?.openLine ?? false;
		let memory: Buffer = Buffer.alloc(0);
		let chunk = memory;
		let chunkStart = offset;
		let chunkSize = CHUNK;
		while (offset < size) {
			chunkStart = offset;
			const length = Math.min(chunkSize, size - offset);
			if (memory.length < length) memory = Buffer.allocUnsafeSlow(length);
			chunk = await readFully(file, offset, length, memory);
			if (chunk.length === 0) break; // truncated meanwhile: the next refresh sees it
			const end = lastLineEnd(chunk);
			openLine = false;
			if (end > 0) {
				await index.add(chunk.subarray(0, end), chunkStart);
				offset += end;
			} else if (offset + chunk.length < size) {
				chunkSize *= 2;
			} else {
				openLine = isEvent(chunk);
				if (openLine) {
					await index.add(chunk, chunkStart);
					offset += chunk.length;
				}
				break;
			}
		}
		if (index.lineCount > before) {
			const reader = new EventReader(file, chunk, chunkStart);
			await index.settle((line) => reader.event(line));
		}
		if (offset !== progress?.offset) {
			const head = await readFully(file, 0, Math.min(MARK, offset));
			const tail = await readFully(file, Math.max(0, offset - MARK), Math.min(MARK, offset));
			this.#progress = { device: stats.dev, inode: stats.ino, offset, head, tail, openLine };
		}
		const changed = progress ? index.lineCount > before : index.lineCount + this.#index.lineCount > 0;
		this.#index = index;
		return changed;
	}

	async #open(): Promise<FileHandle | null> {
		try {
			return await open(this.path, TO_READ);
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
			throw this.#error(error);
		}
	}

	#error(error: unknown) {
		return toAllyeError(error, { what: "Cannot read the manifest", path: this.path });
	}
}

/** Whether the line, whose end is missing yet, is an event. */
function isEvent(line: Buffer): boolean {
	let event: ManifestEvent | null = null;
	readLines(line, (text) => {
		event = parseEvent(text);
	});
	return event !== null;
}
