import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { resolveSecretDir, type SecretDir } from "../src";

/** An empty secret directory of its own, removed when the test file is done. */
export function temporarySecretDir(): SecretDir {
	const path = mkdtempSync(join(tmpdir(), "allye-protocol-"));
	afterAll(() => rmSync(path, { recursive: true, force: true }));
	return resolveSecretDir({ secretDir: path });
}
