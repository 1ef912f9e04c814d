/** What a developer would write first: `node first.js SECRET-DIR` loads the table iris and prints what came. */
export const FIRST_PROGRAM = `
import { createReceiver } from "@allye/receiver";
const receiver = createReceiver({ secretDir: process.argv[2] });
const incoming = await receiver.open("iris");
const table = await incoming.load();
const { attributes } = table.domain;
console.log(JSON.stringify({
	rows: table.rowCount,
	names: attributes.map(({ name }) => name),
	first: attributes.map((variable, index) => table.X.get(0, index)),
}));
await receiver.close();
`;
