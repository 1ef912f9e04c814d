import { randomBytes } from "node:crypto";
import { basename, dirname, join } from "node:path";

/** Names of partialPath; the first group is what `<id>.arrow` is called without its ending. */
export const PARTIAL = /^\.(.+)\.arrow\.[0-9a-f]{8}\.partial$/;

/** A name beside `path` for a file that is not complete yet, or not any more; nobody reads it, and cleaning up finds it. */
export function partialPath(path: string): string {
	return join(dirname(path), `.${basename(path)}.${randomBytes(4).toString("hex")}.partial`);
}
