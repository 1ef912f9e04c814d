import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestRunner } from "./test-runner";

/** A directory for the suite being described: made at the first call, removed after its tests. */
export function useTemporaryDirectory(runner: Pick<TestRunner, "afterAll">): () => string {
	let path: string | undefined;
	runner.afterAll(() => {
		if (path) rmSync(path, { recursive: true, force: true });
	});
	return () => {
		path ??= mkdtempSync(join(tmpdir(), "allye suite "));
		return path;
	};
}
