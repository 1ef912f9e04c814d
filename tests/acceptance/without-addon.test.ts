import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { OrangeTable } from "@allye/orange-table";
import { createTransmitter } from "@allye/transmitter";
import { expect, test } from "vitest";
import { useSecretDir } from "./secret-dir";

const ROWS = 60_000;
const directory = useSecretDir();

/** Reads a table in every way that there is; prints sums and counts. */
const PROGRAM = `
	import { createReceiver } from "@allye/receiver";
	const receiver = createReceiver({ secretDir: process.argv[1] });
	const incoming = await receiver.open("t");
	const lazy = await incoming.lazy();
	const batches = [];
	for await (const part of incoming.batches()) batches.push(part);
	const parts = {
		load: [await incoming.load()],
		rows: [await incoming.load({ rows: { start: 40_000, end: 40_100 } })],
		head: [await incoming.head(1000)],
		sample: [await incoming.sample(500, { seed: 3 })],
		blocks: [await incoming.sample(500, { method: "blocks" })],
		window: [await lazy.window({ rows: { start: 50_000, end: 50_020 } })],
		batches,
	};
	for (const [name, tables] of Object.entries(parts)) {
		const rows = tables.flatMap((table) => [...table.rows()]);
		console.log(name, rows.length, JSON.stringify([rows[0], rows.at(-1)]), rows.reduce((sum, [number]) => sum + (number ?? 0), 0));
	}
	console.log((await incoming.estimate()).decodedBytes);
	await receiver.close();
`;

async function read(secretDir: string, env: NodeJS.ProcessEnv): Promise<string> {
	const { stdout } = await promisify(execFile)(
		process.execPath,
		["--input-type=module", "-e", PROGRAM, secretDir],
		{ env: { ...process.env, ...env } },
	);
	return stdout;
}

test.each(["zstd", "lz4", "none"] as const)(
	"without the addon every way of reading gives what it gives with it: %s",
	async (compression) => {
		const rows = Array.from({ length: ROWS }, (_, row) => ({
			number: row % 5 === 0 ? null : row / 3,
			group: ["a", "b", "c"][row % 3] as string,
			text: `text ${row}`,
			when: new Date(1000 * row),
		}));
		const { path: secretDir } = directory;
		await createTransmitter({ secretDir, compression }).send(OrangeTable.fromRows(rows), { tableName: "t" });
		const withAddon = await read(secretDir, {});
		expect(withAddon.split("\n")).toHaveLength(9);
		expect(await read(secretDir, { ALLYE_NATIVE: "off" })).toBe(withAddon);
	},
);
