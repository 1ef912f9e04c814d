// node apps/canvas/scripts/scroll-large.mjs [--rows 10000000] [--columns 200]: frames a second of scrolling a table that stays on disk.
// Build first; it needs Python, and some GB in the folder for temporary files.
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runnerImport } from "vite";

const { values } = parseArgs({
	options: { rows: { type: "string", default: "10000000" }, columns: { type: "string", default: "200" } },
});
const { module } = await runnerImport(
	fileURLToPath(new URL("../test/browser/large/scroll-large.ts", import.meta.url)),
);
await module.scrollLarge(Number(values.rows), Number(values.columns));
