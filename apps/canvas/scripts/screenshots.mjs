// node apps/canvas/scripts/screenshots.mjs [DIR]: pictures of every widget and state, into docs/screenshots. Build first; needs Python.
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { module } = await runnerImport(here("../test/browser/screenshots/take-screenshots.ts"));
await module.takeScreenshots(resolve(process.argv[2] ?? here("../../../docs/screenshots")));
