/** Reads a mapping of argv[2], and so installs the handler; then gets a SIGBUS that is no fault of a read. */
import { loadNative } from "../../dist/index.js";

const mapping = loadNative().mapFile(process.argv[2]);
await mapping.read(0, new Uint8Array(1));
console.log("read");
process.kill(process.pid, "SIGBUS");
setTimeout(() => console.log("still alive"), 2000);
