// node preload-then-open.mjs SECRET_DIR TABLE: prints, on stderr, each file that is imported, and "preloaded" between preload() and the
// first open() and head().
import "../../../../tests/tell-imports.mjs";

// Not before what tells of it.
const { createReceiver } = await import("@allye/receiver");

const [secretDir, tableName] = process.argv.slice(2);
const receiver = createReceiver({ secretDir });
await receiver.preload();
process._rawDebug("preloaded");
const incoming = await receiver.open(tableName);
await incoming.head(10);
await incoming.load();
await receiver.close();
