/**
 * In a mount namespace where /dev/shm and SECRET_DIR have room for a few hundred KB: what does not fit is refused and leaves nothing, what fits goes
 * on working. Prints what happened, as JSON: full-places.mjs SECRET_DIR
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createReceiver } from "@allye/receiver";
import { createTransmitter } from "@allye/transmitter";

const [, , secretDir] = process.argv;
const small = [{ x: 1 }, { x: 2 }];
let state = 1;
const random = () => {
	state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
	return state / 2 ** 32;
};
const large = Array.from({ length: 200_000 }, () => ({ x: random(), y: random() }));
const transmitter = createTransmitter({ secretDir });
const receiver = createReceiver({ secretDir, unlinkSharedMemory: false });
const rowsOf = async (name) => (await (await receiver.open(name)).load()).rowCount;
const codeOf = (work) =>
	work.then(
		() => "done",
		(error) => error.code,
	);
const places = () => [readdirSync("/dev/shm").sort(), readdirSync(join(secretDir, "payloads")).sort()];

await transmitter.send(small, { tableName: "file" });
await transmitter.send(small, { tableName: "memory", transport: "shm" });
const before = places();
const refused = [];
for (const transport of ["shm", "file"])
	refused.push(await codeOf(transmitter.send(large, { tableName: "large", transport })));
const after = places();
await transmitter.send(small, { tableName: "another" });
console.log(
	JSON.stringify({
		refused,
		leftOver: JSON.stringify(before) !== JSON.stringify(after),
		others: [await rowsOf("file"), await rowsOf("memory"), await rowsOf("another")],
		lines: readFileSync(join(secretDir, "manifest.jsonl"), "utf8")
			.trimEnd()
			.split("\n")
			.map((line) => JSON.parse(line).status),
		isFound: await codeOf(rowsOf("large")),
	}),
);
await receiver.close();
