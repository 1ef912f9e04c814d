// node send-on-line.mjs ARGUMENTS: prints "ready", then for each line on stdin sends a table of floats by shared memory and prints "sent".
import { createInterface } from "node:readline";
import { createTransmitter } from "@allye/transmitter";
import { floats } from "./floats.mjs";

const { scratch, rows, columns } = JSON.parse(process.argv[2]);
const table = floats(rows, columns);
const transmitter = createTransmitter({ secretDir: scratch });
process.stdout.write("ready\n");
for await (const _ of createInterface({ input: process.stdin })) {
	await transmitter.send(table, { tableName: "shared", transport: "shm" });
	process.stdout.write("sent\n");
}
