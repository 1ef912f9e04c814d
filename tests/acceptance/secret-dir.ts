import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";

/** A secret directory for the tests of a file; made before them, removed after. */
export function useSecretDir(): { readonly path: string; lines(): Record<string, unknown>[] } {
	let path = "";
	beforeAll(() => {
		path = mkdtempSync(join(tmpdir(), "allye-acceptance-"));
	});
	afterAll(() => rmSync(path, { recursive: true, force: true }));
	return {
		get path() {
			return path;
		},
		/** The manifest's lines. */
		lines: () =>
			readFileSync(join(path, "manifest.jsonl"), "utf8")
				.trimEnd()
				.split("\n")
				.map((line) => JSON.parse(line)),
	};
}
