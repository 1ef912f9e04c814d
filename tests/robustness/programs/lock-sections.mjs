/**
 * Takes the lock COUNT times, adds 1 to the number in the file COUNTER meanwhile, and writes of each section when it began and ended and
 * the processor time that it took (nanoseconds, three int64) to the file TIMES: node lock-sections.mjs LOCK COUNTER COUNT TIMES
 *
 * It prints "ready", and begins when stdin ends.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { loadNative } from "../../../packages/native/dist/index.js";

const [, , lock, counter, count, times] = process.argv;
const native = loadNative();
console.log("ready");
for await (const _ of process.stdin);
const sections = new BigInt64Array(3 * Number(count));
for (let i = 0; i < Number(count); i++) {
	const held = await native.lockFile(lock, { timeoutMs: 60_000 });
	const cpu = process.cpuUsage();
	sections[3 * i] = process.hrtime.bigint();
	writeFileSync(counter, String(Number(readFileSync(counter, "utf8")) + 1));
	sections[3 * i + 1] = process.hrtime.bigint();
	const { user, system } = process.cpuUsage(cpu);
	sections[3 * i + 2] = BigInt(user + system) * 1000n;
	held.release();
}
writeFileSync(times, new Uint8Array(sections.buffer));
