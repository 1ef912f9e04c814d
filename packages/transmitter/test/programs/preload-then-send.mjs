// node preload-then-send.mjs SECRET_DIR: prints, on stderr, each file that is imported, and "preloaded" between preload() and the first send().
import "../../../../tests/tell-imports.mjs";

// Not before what tells of it.
const { createTransmitter } = await import("@allye/transmitter");

const transmitter = createTransmitter({ secretDir: process.argv[2] });
await transmitter.preload();
process._rawDebug("preloaded");
await transmitter.send([{ a: 1.5, b: "x" }], { tableName: "t", transport: "file" });
