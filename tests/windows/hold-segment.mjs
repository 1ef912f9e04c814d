// hold-segment.mjs NAME DIRECTORY: makes a segment with the bytes 1, 2, 3, says "made", and ends when told "end".
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { loadNative } from "../../packages/native/dist/index.js";

const [, , name, directory] = process.argv;
const segment = await loadNative().createSharedMemory(name, [Uint8Array.of(1, 2, 3)]);
writeFileSync(join(directory, "made"), "");
while (!existsSync(join(directory, "end"))) await sleep(20);
process.exit(segment.size > 0 ? 0 : 1);
