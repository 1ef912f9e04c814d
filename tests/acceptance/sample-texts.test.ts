import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { findPython } from "@allye/conformance";
import { sampleRows } from "@allye/orange-table";
import { createReceiver } from "@allye/receiver";
import { describe, expect, test } from "vitest";
import { useSecretDir } from "./secret-dir";

const run = promisify(execFile);
const SENDER = fileURLToPath(new URL("sample-texts.py", import.meta.url));
const SEEDS = [1, 2];
const SIZES = [5, 9000, 20_999];
const python = findPython();
const directory = useSecretDir();

/** Prints a digest of the kinds, values and texts of samples, drawn at once and grown. */
const PROGRAM = `
	import { createHash } from "node:crypto";
	import { createReceiver } from "@allye/receiver";
	const [secretDir, name, seeds, sizes] = process.argv.slice(1);
	const receiver = createReceiver({ secretDir });
	const incoming = await receiver.open(name);
	const tables = [];
	for (const seed of JSON.parse(seeds)) {
		for (const size of JSON.parse(sizes)) tables.push(await incoming.sample(size, { seed }));
		const growing = await incoming.growing({ method: "uniform", seed });
		await growing.grow(300);
		tables.push(await growing.grow(8000));
	}
	const hash = createHash("sha256");
	for (const { domain, rowCount } of tables) hash.update(JSON.stringify([domain, rowCount]));
	for (const table of tables) hash.update(JSON.stringify([...table.rows()]));
	console.log(hash.digest("hex"));
	await receiver.close();
`;

describe.skipIf(!python)("a sample of texts in every shape", () => {
	test.each(["zstd", "lz4", "none"])(
		"%s: is those rows of the table, with and without the addon",
		async (name) => {
			await run(python!, ["-B", SENDER, directory.path, name, name]);
			const receiver = createReceiver({ secretDir: directory.path });
			const incoming = await receiver.open(name);
			const names = incoming.schema.fields.map((field) => field.name);
			const asText = {
				overrides: Object.fromEntries(names.map((each) => [each, { kind: "string" as const }])),
			};
			const whole = await incoming.load(asText);
			for (const seed of SEEDS)
				for (const size of SIZES) {
					const rows = Uint32Array.from(await sampleRows(whole.rowCount, size, { seed }));
					const sample = await incoming.sample(size, { seed, ...asText });
					expect([...sample.rows()]).toEqual([...whole.selectRows(rows).rows()]);
				}
			await receiver.close();
			const digest = async (env: NodeJS.ProcessEnv) => {
				const args = ["--input-type=module", "-e", PROGRAM, directory.path, name];
				const options = { env: { ...process.env, ...env } };
				return (await run(process.execPath, [...args, JSON.stringify(SEEDS), JSON.stringify(SIZES)], options))
					.stdout;
			};
			expect(await digest({ ALLYE_NATIVE: "off" })).toBe(await digest({}));
		},
	);
});
