import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type BuildOptions, build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../../scripts/step.mjs";

const run = promisify(execFile);
// Inside the repository, so that its packages are found.
const CACHE = join(ROOT, "node_modules/.cache/bundles");

let project: string;
beforeAll(() => {
	mkdirSync(CACHE, { recursive: true });
	project = mkdtempSync(join(CACHE, "project-"));
	writeFileSync(join(project, "package.json"), '{ "private": true, "type": "module" }');
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

const node = async (file: string) => (await run(process.execPath, [file], { cwd: project })).stdout.trim();

describe("a bundle for browsers", () => {
	/** Of what a browser does not have, nothing is left when the bundle is evaluated. */
	const WITHOUT_NODE = `
		const { log } = console;
		for (const name of ["process", "Buffer", "global", "setImmediate", "clearImmediate", "require", "module"]) delete globalThis[name];
		await import("./page.js").then(({ answer }) => log(JSON.stringify(answer)));
	`;
	/** A table that crosses a structured clone, becomes an Arrow file, and is read back from its bytes. */
	const PAGE = `
		import { openArrow } from "@allye/arrow-ipc";
		import { portableCodecs } from "@allye/arrow-ipc/portable-codecs";
		import { loadOrangeTable, OrangeTable } from "@allye/orange-table";
		import { tableToIPC } from "apache-arrow";
		const sent = OrangeTable.fromRows([{ x: 1.5, city: "東京" }, { x: 2.5, city: "大阪" }]);
		const { value, transfer } = sent.toTransferable();
		const there = OrangeTable.fromTransferable(structuredClone(value, { transfer }));
		const bytes = tableToIPC(await there.toArrow(), "file");
		const source = {
			size: bytes.length,
			label: "bytes",
			read: async (offset, length, { into = new Uint8Array(length) } = {}) => {
				into.set(bytes.subarray(offset, offset + length));
				return into;
			},
			close: async () => {},
		};
		const payload = await openArrow(source, { format: "file", codecs: await portableCodecs() });
		const { table } = await loadOrangeTable(payload);
		export const answer = [typeof process, table.domain.attributes.length, [...table.rows()]];
	`;
	const ANSWER = [
		"undefined",
		1,
		[
			[1.5, "東京"],
			[2.5, "大阪"],
		],
	];
	beforeAll(() => {
		writeFileSync(join(project, "without-node.mjs"), WITHOUT_NODE);
		writeFileSync(join(project, "page.source.js"), PAGE);
	});

	test("takes in orange-table and arrow-ipc, and nothing of Node: esbuild", async () => {
		const entryPoints = [join(project, "page.source.js")];
		const outfile = join(project, "page.js");
		await build({
			entryPoints,
			outfile,
			bundle: true,
			platform: "browser",
			format: "esm",
			logLevel: "error",
		});
		expect(JSON.parse(await node("without-node.mjs"))).toEqual(ANSWER);
	});

	test("and Vite", async () => {
		const vite = await import("vite");
		await vite.build({
			root: project,
			configFile: false,
			logLevel: "error",
			build: {
				lib: { entry: "page.source.js", formats: ["es"], fileName: "page" },
				outDir: ".",
				emptyOutDir: false,
			},
		});
		expect(JSON.parse(await node("without-node.mjs"))).toEqual(ANSWER);
	});
});

describe("a bundle for servers finds the addon", () => {
	const SERVER = `
		import { mkdtempSync, rmSync } from "node:fs";
		import { tmpdir } from "node:os";
		import { join } from "node:path";
		import { createReceiver } from "@allye/receiver";
		import { createTransmitter } from "@allye/transmitter";
		async function main() {
			const secretDir = mkdtempSync(join(tmpdir(), "allye-bundle-"));
			await createTransmitter({ secretDir }).send([{ x: 1.5, city: "東京" }], { tableName: "t" });
			const receiver = createReceiver({ secretDir });
			const table = await (await receiver.open("t")).load();
			await receiver.close();
			rmSync(secretDir, { recursive: true });
			console.log(JSON.stringify([...table.rows()]));
		}
		main();
	`;
	const ANSWER = [[1.5, "東京"]];
	beforeAll(() => writeFileSync(join(project, "server.source.js"), SERVER));

	const ways: [string, string, BuildOptions][] = [
		["packages left out", "outside.js", { format: "esm", packages: "external" }],
		["only @allye/native left out", "native-outside.js", { format: "esm", external: ["@allye/native"] }],
		["all taken in, as an ES module", "inside.js", { format: "esm" }],
		["all taken in, as CommonJS", "inside.cjs", { format: "cjs" }],
	];
	test.each(ways)("esbuild: %s", async (_, name, options) => {
		const entryPoints = [join(project, "server.source.js")];
		const outfile = join(project, name);
		await build({ entryPoints, outfile, bundle: true, platform: "node", logLevel: "error", ...options });
		expect(JSON.parse(await node(name))).toEqual(ANSWER);
	});

	test("Vite, with ssr.external", async () => {
		const vite = await import("vite");
		await vite.build({
			root: project,
			configFile: false,
			logLevel: "error",
			ssr: { external: ["@allye/native"], noExternal: true },
			build: { ssr: "server.source.js", outDir: "server", minify: false },
		});
		expect(JSON.parse(await node("server/server.source.js"))).toEqual(ANSWER);
	});
});
