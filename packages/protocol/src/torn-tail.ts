import {
	closeSync,
	fstatSync,
	fsyncSync,
	openSync,
	readSync,
	truncateSync,
	unlinkSync,
	writeSync,
} from "node:fs";
import { parseEvent } from "./parse-event";
import { lastLineEnd, readLines } from "./read-lines";

const CHUNK = 64 * 1024;

/**
 * Looks after a last line without its end, which a writer left that was killed. An event appended to it would be lost to every
 * reader, and half a UTF-8 character makes Python's reader fail for good. A tail that is an event is kept; any other is
 * copied to a file `manifest.torn-…` beside the manifest and cut off. Call it under the lock.
 *
 * @returns what must precede the next line: "\n" after a tail that is kept, else ""
 * @throws errors of node:fs; the manifest is unchanged then, and no copy stays
 */
export function repairTail(fd: number, manifestPath: string): "" | "\n" {
	const size = fstatSync(fd).size;
	const tail = readTail(fd, size);
	if (tail.length === 0) return "";
	let events = 0;
	readLines(tail, (text) => {
		if (parseEvent(text)) events++;
	});
	if (events > 0) return "\n";
	const copy = keepCopy(tail, manifestPath);
	try {
		truncateSync(manifestPath, size - tail.length);
	} catch (error) {
		unlinkSync(copy);
		throw error;
	}
	return "";
}

/** The bytes after the last line end. */
function readTail(fd: number, size: number): Buffer {
	const chunks: Buffer[] = [];
	// One byte first: nearly always that is the line end.
	for (let length = 1, start = size; start > 0; length = CHUNK) {
		const chunk = Buffer.alloc(Math.min(length, start));
		start -= chunk.length;
		readFullySync(fd, chunk, start);
		const end = lastLineEnd(chunk);
		chunks.push(chunk.subarray(end));
		if (end > 0) break;
	}
	return Buffer.concat(chunks.reverse());
}

function readFullySync(fd: number, into: Buffer, offset: number): void {
	for (let filled = 0; filled < into.length; ) {
		const count = readSync(fd, into, filled, into.length - filled, offset + filled);
		if (count === 0) throw Object.assign(new Error("EIO: the manifest became shorter"), { code: "EIO" });
		filled += count;
	}
}

/** @returns the copy's path */
function keepCopy(tail: Buffer, manifestPath: string): string {
	const stamp = new Date().toISOString().replace(/[-:.]/g, "");
	const path = manifestPath.replace(/(\.jsonl)?$/, `.torn-${stamp}-${process.pid}`);
	const fd = openSync(path, "wx", 0o600);
	try {
		for (let written = 0; written < tail.length; ) written += writeSync(fd, tail, written);
		fsyncSync(fd);
	} catch (error) {
		closeSync(fd);
		unlinkSync(path);
		throw error;
	}
	closeSync(fd);
	return path;
}
