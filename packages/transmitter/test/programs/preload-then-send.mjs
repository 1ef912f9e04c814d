// node preload-then-send.mjs SECRET_DIR: prints, on stderr, each file that is imported, and "preloaded" between preload() and the first send().
import { register } from "node:module";

const tell = `import { writeSync } from "node:fs";
export async function load(url, context, next) {
	if (url.startsWith("file:")) writeSync(2, url + "\\n");
	return next(url, context);
}`;
register(`data:text/javascript,${encodeURIComponent(tell)}`);
const { createTransmitter } = await import("@allye/transmitter");

const transmitter = createTransmitter({ secretDir: process.argv[2] });
await transmitter.preload();
process._rawDebug("preloaded");
await transmitter.send([{ a: 1.5, b: "x" }], { tableName: "t", transport: "file" });
