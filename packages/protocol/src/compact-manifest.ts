import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { copyFile, type FileHandle, link, open, rename, unlink } from "node:fs/promises";
import { throwIfAborted } from "./contract";
import type { LineRange } from "./event-stream";
import { TRANSFER_MS } from "./find-garbage";
import type { ManifestEvent } from "./manifest-event";
import { readFully } from "./read-fully";
import { openManifest, scanManifest } from "./scan-manifest";
import type { SecretDir } from "./secret-dir";
import { parseTimestamp } from "./timestamp";
import { withManifestLock } from "./with-manifest-lock";

/** When "now" is, and how to stop. */
export interface CompactOptions {
	now?: Date;
	signal?: AbortSignal;
}

/** What became of the manifest. */
export interface CompactReport {
	/** The manifest as it was; null where nothing had to be rewritten. */
	copy: string | null;
	linesBefore: number;
	linesAfter: number;
	bytesBefore: number;
	bytesAfter: number;
}

/** What counts of one table_name and producer. */
interface Stream {
	ready: LineRange | null;
	/** Only where it comes after `ready`. */
	latestError: LineRange | null;
}

/**
 * Rewrites the manifest, under manifest.lock, to the lines that both readers' answers come from: of each table_name and producer the last
 * ready line, a later error line, and the writing lines without outcome that are later or younger than 24 h. They keep their bytes and their
 * order. Lines that no reader can read go too, also those that make Python's reader fail; the history of a table begins anew.
 *
 * The manifest as it was stays beside it, `manifest.before-….jsonl`. The new one takes its place in one step, on the disk already: a
 * crash leaves either.
 *
 * @throws LOCK_TIMEOUT, NATIVE_UNAVAILABLE, PERMISSION, NO_SPACE, INVALID_ARGUMENT, ABORTED; the manifest is unchanged then
 */
export async function compactManifest(dir: SecretDir, options: CompactOptions = {}): Promise<CompactReport> {
	const none = { copy: null, linesBefore: 0, linesAfter: 0, bytesBefore: 0, bytesAfter: 0 };
	return await withManifestLock(dir, { what: "Compacting the manifest", ...options }, async () => {
		const file = await openManifest(dir.manifestPath);
		if (!file) return none;
		try {
			return await compact(dir, file, options);
		} finally {
			await file.close();
		}
	});
}

async function compact(
	dir: SecretDir,
	file: FileHandle,
	{ now = new Date(), signal }: CompactOptions,
): Promise<CompactReport> {
	const { kept, lineCount } = await linesThatCount(file, now, signal);
	const { size, mode } = await file.stat();
	const bytesAfter = kept.reduce((sum, { length }) => sum + length + 1, 0);
	const counts = { linesBefore: lineCount, linesAfter: kept.length, bytesBefore: size, bytesAfter };
	if (bytesAfter === size && areContiguous(kept)) return { ...counts, copy: null };

	throwIfAborted(signal, "Compacting the manifest");
	const partial = `${dir.manifestPath}.${randomBytes(4).toString("hex")}.partial`;
	const stamp = now.toISOString().replace(/[-:.]/g, "");
	const copy = dir.manifestPath.replace(/(\.jsonl)?$/, `.before-${stamp}.jsonl`);
	let hasCopy = false;
	try {
		await writeLines(partial, file, kept, mode & 0o777);
		await keepCopy(dir.manifestPath, copy);
		hasCopy = true;
		await rename(partial, dir.manifestPath);
	} catch (error) {
		for (const path of hasCopy ? [partial, copy] : [partial]) await unlink(path).catch(() => {});
		throw error;
	}
	return { ...counts, copy };
}

/** Whether nothing lies before, after or between them but their ends. */
function areContiguous(lines: readonly LineRange[]): boolean {
	let at = 0;
	return lines.every(({ start, length }) => {
		const follows = start === at;
		at = start + length + 1;
		return follows;
	});
}

async function linesThatCount(file: FileHandle, now: Date, signal: AbortSignal | undefined) {
	const streams = new Map<string, Stream>();
	/** Writing lines without outcome, by id in file order. */
	const pending = new Map<string, { line: LineRange; event: ManifestEvent; stream: Stream }>();
	let lineCount = 0;
	const count = () => {
		lineCount++;
	};
	await scanManifest(
		file,
		0,
		{
			event(event, line) {
				count();
				const { table_name, producer, id, status } = event;
				const names = JSON.stringify([table_name, producer]);
				let stream = streams.get(names);
				if (!stream) {
					stream = { ready: null, latestError: null };
					streams.set(names, stream);
				}
				const transfer = `${names} ${id}`;
				if (status === "ready") {
					stream.ready = line;
					stream.latestError = null;
				}
				if (status === "error") stream.latestError = line;
				if (status === "ready" || status === "error" || status === "writing") pending.delete(transfer);
				if (status === "writing") pending.set(transfer, { line, event, stream });
			},
			damaged: count,
			torn: count,
		},
		signal,
	);
	const kept: LineRange[] = [];
	for (const { ready, latestError } of streams.values())
		for (const line of [ready, latestError]) if (line) kept.push(line);
	for (const { line, event, stream } of pending.values()) {
		const begun = parseTimestamp(event.created_at);
		const isUnderWay = begun === null || now.getTime() - begun.getTime() < TRANSFER_MS;
		if (isUnderWay || line.start > (stream.ready?.start ?? -1)) kept.push(line);
	}
	return { kept: kept.sort((a, b) => a.start - b.start), lineCount };
}

async function writeLines(
	path: string,
	from: FileHandle,
	lines: readonly LineRange[],
	mode: number,
): Promise<void> {
	const to = await open(path, "wx", mode);
	try {
		const end = Buffer.from("\n");
		let block: Buffer[] = [];
		let length = 0;
		const flush = async () => {
			const bytes = Buffer.concat(block);
			for (let done = 0; done < bytes.length; ) done += (await to.write(bytes, done)).bytesWritten;
			block = [];
			length = 0;
		};
		for (const line of lines) {
			block.push(await readFully(from, line.start, line.length), end);
			length += line.length + 1;
			if (length > 1 << 20) await flush();
		}
		await flush();
		// A umask must not take rights away that the manifest had.
		await to.chmod(mode);
		await to.datasync();
	} finally {
		await to.close();
	}
}

/** A second name costs nothing; where the file system has none, the bytes are copied. */
async function keepCopy(path: string, copy: string): Promise<void> {
	try {
		await link(path, copy);
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code !== "EPERM" && code !== "ENOTSUP" && code !== "ENOSYS" && code !== "EMLINK") throw error;
		try {
			await copyFile(path, copy, constants.COPYFILE_EXCL);
		} catch (failure) {
			if ((failure as NodeJS.ErrnoException).code !== "EEXIST") await unlink(copy).catch(() => {});
			throw failure;
		}
	}
}
