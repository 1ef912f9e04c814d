import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import { AllyeError, throwIfAborted } from "./contract";
import type { LineRange } from "./event-stream";
import type { ManifestEvent } from "./manifest-event";
import { parseEvent } from "./parse-event";
import { readFully } from "./read-fully";
import { lastLineEnd, readLines } from "./read-lines";

/** Bytes read at a time; a longer line is read whole. */
const CHUNK = 4 * 1024 * 1024;

/** What happens with each line of a manifest. Lines of nothing but white space are passed over. */
export interface LineVisitor {
	event(event: ManifestEvent, line: LineRange): void;
	/** A line that readers skip: no event, or not UTF-8 (then Python's reader fails for good). */
	damaged?(bytes: Buffer, line: LineRange, isUtf8: boolean): void;
	/** The last line has no line end and is no event: a writer is at it, or was killed. */
	torn?(bytes: Buffer, line: LineRange): void;
}

/** Opens a manifest to read; null where there is none. @throws INVALID_ARGUMENT where it is no file; errors of node:fs */
export async function openManifest(path: string): Promise<FileHandle | null> {
	let file: FileHandle;
	try {
		// Without O_NONBLOCK opening a named pipe would wait for a writer for ever.
		file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
		throw error;
	}
	const isFile = await file.stat().then((stats) => stats.isFile());
	if (isFile) return file;
	await file.close();
	throw new AllyeError("INVALID_ARGUMENT", `${path} is not a file. Move it away, then try again.`);
}

/**
 * Visits every line from `start` on, in file order. A last line without its end is visited too, but not passed over: a later scan from
 * what this returns visits it again.
 *
 * @returns the offset after the last line that has its end
 * @throws ABORTED; errors of node:fs
 */
export async function scanManifest(
	file: FileHandle,
	start: number,
	visitor: LineVisitor,
	signal?: AbortSignal,
): Promise<number> {
	let offset = start;
	for (let size = CHUNK; ; ) {
		throwIfAborted(signal, "Reading the manifest");
		const chunk = await readFully(file, offset, size);
		const end = lastLineEnd(chunk);
		const isLast = chunk.length < size;
		visit(chunk.subarray(0, end), offset, visitor);
		if (isLast) visitTail(chunk.subarray(end), offset + end, visitor);
		offset += end;
		if (isLast) return offset;
		if (end === 0) size *= 2;
		await setImmediate();
	}
}

function visit(bytes: Buffer, offset: number, visitor: LineVisitor): void {
	readLines(
		bytes,
		(text, start, length) => {
			const event = parseEvent(text);
			const line = { start: offset + start, length };
			if (event) visitor.event(event, line);
			else if (text.trim() !== "") visitor.damaged?.(bytes.subarray(start, start + length), line, true);
		},
		(start, length) =>
			visitor.damaged?.(bytes.subarray(start, start + length), { start: offset + start, length }, false),
	);
}

function visitTail(bytes: Buffer, offset: number, visitor: LineVisitor): void {
	if (bytes.length === 0) return;
	const torn = (tail: Buffer, line: LineRange) => visitor.torn?.(tail, line);
	visit(bytes, offset, { event: (event, line) => visitor.event(event, line), damaged: torn });
}
