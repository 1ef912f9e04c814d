import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";

/** Without O_NONBLOCK opening a named pipe would wait for a writer for ever. */
export const TO_READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** What has been read of a file, and how to recognise it. */
export interface ReadFile {
	device: bigint;
	inode: bigint;
	/** Bytes read. */
	offset: number;
	/** The first of them. */
	head: Buffer;
	/** The last of them. */
	tail: Buffer;
}

/**
 * Whether the file is what has been read and nothing more. Asked on this thread: the six calls take 20 microseconds together, and the way to
 * another thread and back takes longer for each.
 */
export function isUnchanged(path: string, { device, inode, offset, head, tail }: ReadFile): boolean {
	let file: number;
	try {
		file = openSync(path, TO_READ);
	} catch {
		return false; // Who reads it next says why.
	}
	try {
		const { dev, ino, size } = fstatSync(file, { bigint: true });
		if (dev !== device || ino !== inode || size !== BigInt(offset)) return false;
		const begin = offset - tail.length;
		return has(file, begin, tail) && (begin === 0 || has(file, 0, head));
	} catch {
		return false;
	} finally {
		closeSync(file);
	}
}

function has(file: number, offset: number, bytes: Buffer): boolean {
	if (compared.length < bytes.length) compared = Buffer.alloc(bytes.length);
	const length = readSync(file, compared, 0, bytes.length, offset);
	return length === bytes.length && compared.subarray(0, length).equals(bytes);
}

/** What {@link has} reads into. */
let compared = Buffer.alloc(0);
