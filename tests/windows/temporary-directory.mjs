import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";

/** A directory whose path has a drive letter (there) and Japanese in it; removed after the tests. */
export function temporaryDirectory() {
	const root = mkdtempSync(join(tmpdir(), "allye-"));
	after(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));
	const directory = join(root, "秘密 表");
	mkdirSync(directory);
	return directory;
}
