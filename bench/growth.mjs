// node bench/growth.mjs: how the cost of loading and listing grows with rows, columns, record batches and the manifest's length.
// In CPU time, the least of several runs, for the machine may be shared.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { preparePython } from "../scripts/python-environment.mjs";
import { textTable } from "../scripts/text-table.mjs";
import { Data } from "./data.mjs";
import { FULL } from "./sizes.mjs";

const WORKER = fileURLToPath(new URL("ours/worker.mjs", import.meta.url));
const { python } = await preparePython({
	name: ".venv-bench",
	requirements: "python/requirements-bench.txt",
	variable: "ALLYE_PYTHON",
});
const rows = [];

for (const [what, ...variants] of [
	["rows", { midRows: 100_000 }, { midRows: 200_000 }, { midRows: 500_000 }, { midRows: 1_000_000 }],
	["columns", { midRows: 100_000 }, { midRows: 100_000, midColumns: 200 }],
	[
		"record batches",
		{ midRows: 100_000 },
		{ midRows: 100_000, midBatchRows: 10_000 },
		{ midRows: 100_000, midBatchRows: 1_000 },
	],
]) {
	for (const variant of variants) {
		const sizes = { ...FULL, ...variant };
		const table = await new Data({ python, sizes }).mid("zstd");
		const batches = Math.ceil(sizes.midRows / sizes.midBatchRows);
		report(`load: ${what}`, `${sizes.midRows} × ${sizes.midColumns}, ${batches} batches`, "load", { table });
	}
}
for (const manifestLines of [100_000, 1_000_000]) {
	const secretDir = await new Data({ python, sizes: { ...FULL, manifestLines } }).manifest();
	report("list: manifest", `${manifestLines} lines`, "list", { secretDir });
	report("list again: manifest", `${manifestLines} lines`, "list-again", { secretDir });
}
for (const line of textTable(["what grows", "size", "CPU ms", "ms"], rows)) console.log(line);

function report(what, size, work, args) {
	const { stdout, stderr } = spawnSync(process.execPath, [WORKER], {
		encoding: "utf8",
		input: JSON.stringify({ work, args, repeats: 8 }),
	});
	if (!stdout) throw new Error(stderr);
	const { cpuMs, ms } = JSON.parse(stdout);
	rows.push([what, size, Number(Math.min(...cpuMs).toFixed(1)), Number(Math.min(...ms).toFixed(1))]);
}
