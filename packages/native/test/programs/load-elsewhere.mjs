/** As load.mjs, with a copy of the build that has no prebuilds/ beside it. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const directory = mkdtempSync(join(tmpdir(), "allye-native-"));
try {
	const here = fileURLToPath(new URL(".", import.meta.url));
	writeFileSync(join(directory, "package.json"), '{ "type": "module" }');
	cpSync(join(here, "../../dist"), join(directory, "dist"), { recursive: true });
	mkdirSync(join(directory, "test/programs"), { recursive: true });
	cpSync(join(here, "load.mjs"), join(directory, "test/programs/load.mjs"));
	await import(pathToFileURL(join(directory, "test/programs/load.mjs")).href);
} finally {
	rmSync(directory, { recursive: true });
}
