// node apps/canvas/scripts/scroll-large.mjs [--rows 10000000] [--columns 200]
// node apps/canvas/scripts/scroll-large.mjs --secret-dir DIR [--table NAME]
// Frames a second, from Chromium's trace, of scrolling a table that stays on disk: one that is written for it, which takes some GB in the folder for temporary files, or one
// of a secret directory, which is only read. NAME: by default the directory's own. Build first; it needs Python where the table is written.
import { basename, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runnerImport } from "vite";

const { values } = parseArgs({
	options: {
		rows: { type: "string", default: "10000000" },
		columns: { type: "string", default: "200" },
		"secret-dir": { type: "string" },
		table: { type: "string" },
	},
});
const { module } = await runnerImport(
	fileURLToPath(new URL("../test/browser/large/scroll-large.ts", import.meta.url)),
);
const secretDir = values["secret-dir"] && resolve(values["secret-dir"]);
if (secretDir) await module.scrollTableOf(secretDir, values.table ?? basename(secretDir));
else await module.scrollLarge(Number(values.rows), Number(values.columns));
