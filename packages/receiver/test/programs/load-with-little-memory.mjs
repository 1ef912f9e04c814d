// node load-with-little-memory.mjs SECRET_DIR [measure]: loads the table "wide" until memory ends, then reads its first rows. Prints the
// codes of the failures and how many rows came after them; with "measure" only the address space that it takes before, in kB.
import { readFileSync } from "node:fs";
import { createReceiver } from "@allye/receiver";

const [secretDir, measure] = process.argv.slice(2);
const receiver = createReceiver({ secretDir });
const incoming = await receiver.open("wide");
await incoming.head(10);
if (measure) {
	process.stdout.write(/VmPeak:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]);
} else {
	const kept = [];
	const codes = new Set();
	for (let i = 0; i < 40 && codes.size === 0; i++) {
		try {
			kept.push(await incoming.load({ allowLarge: true }));
		} catch (error) {
			codes.add(error.code ?? String(error));
		}
	}
	kept.length = 0;
	const { rowCount } = await incoming.head(10);
	process.stdout.write(JSON.stringify({ codes: [...codes], rows: rowCount }));
}
await receiver.close();
