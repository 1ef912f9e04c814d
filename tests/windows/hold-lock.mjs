// hold-lock.mjs LOCK-FILE DIRECTORY: takes the lock, says "held", gives it up when told "release", then says "released".
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { loadNative } from "../../packages/native/dist/index.js";

const [, , path, directory] = process.argv;
const lock = await loadNative().lockFile(path, { timeoutMs: 30_000 });
writeFileSync(join(directory, "held"), "");
while (!existsSync(join(directory, "release"))) await sleep(20);
lock.release();
writeFileSync(join(directory, "released"), "");
