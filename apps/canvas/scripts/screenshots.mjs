// node apps/canvas/scripts/screenshots.mjs [--out DIR] [NAME …]: pictures of every widget and state, or of those named, into docs/screenshots.
// Build first; it needs Python.
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runnerImport } from "vite";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values, positionals } = parseArgs({ options: { out: { type: "string" } }, allowPositionals: true });
const { module } = await runnerImport(here("../test/browser/screenshots/take-screenshots.ts"));
await module.takeScreenshots(resolve(values.out ?? here("../../../docs/screenshots")), positionals);
