import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT } from "../scripts/step.mjs";
import { textTable } from "../scripts/text-table.mjs";
import { loadText } from "./machine.mjs";
import { FULL } from "./sizes.mjs";

/** The last result of each target. */
const RESULTS = join(ROOT, "bench", ".data", "results.json");

const HEADER = ["", "what", "ours", "compared with", "theirs", "ratio", "target", "verdict"];

/** What a row says again is left out. */
function cellsOf(rows) {
	return rows.map(({ id, what, ours, peer, peers, ratio, target, verdict }, i) => {
		const isSame = rows[i - 1]?.what === what;
		const ownTime = isSame && rows[i - 1].ours === ours ? "" : ours;
		return [isSame ? "" : id, isSame ? "" : what, ownTime, peer, peers, ratio, target, verdict];
	});
}

/** @param {import("./target.mjs").Row[]} rows */
export function printReport(rows) {
	for (const line of textTable(HEADER, cellsOf(rows))) console.log(line);
}

/** Keeps the rows of one target's file for {@link writeReport}, with how busy the machine was. */
export function keepResult(file, rows) {
	mkdirSync(dirname(RESULTS), { recursive: true });
	writeFileSync(RESULTS, JSON.stringify({ ...results(), [file]: { rows, load: loadText() } }, null, "\t"));
}

/** The files of targets, t2 before t10. */
export function byNumber(a, b) {
	const number = (file) => Number(/^t(\d+)-/.exec(file)[1]);
	return number(a) - number(b) || (a < b ? -1 : 1);
}

/**
 * Writes docs/benchmarks.md from what was kept; nothing where that is nothing.
 *
 * @param {string[]} machine
 */
export function writeReport(machine) {
	const kept = Object.entries(results()).sort(([a], [b]) => byNumber(a, b));
	if (kept.length === 0) return;
	const { bigRows, bigColumns, midRows, midColumns, manifestLines, manifestNames, rounds } = FULL;
	const rows = kept.flatMap(([, result]) => result.rows);
	const table = [HEADER, HEADER.map(() => "---"), ...cellsOf(rows)];
	const loads = kept.map(([, { rows, load }]) => `${rows[0].id} ${load}`);
	const missing = readdirSync(join(ROOT, "bench", "targets")).filter((file) => !(file in results()));
	const text = `# Benchmarks

Written by \`pnpm bench\`; do not edit. Times are minimum / median, with the peak resident memory of the process. Each contender runs in ${rounds}
processes of its own, alternating with the others, and the ratio is that of the minima. Where others used the machine too, both are slower than they
could be: read the ratios, not the times.

${machine.map((line) => `- ${line}`).join("\n")}
- While it was measured: ${loads.join("; ")}.
- Not measured yet: ${missing.sort(byNumber).join(", ") || "nothing"}.
- Big: ${count(bigRows)} × ${bigColumns}, zstd. Mid: ${count(midRows)} × ${midColumns} of floats, integers, categories and text. Manifest: ${count(manifestLines)} lines of ${count(manifestNames)} tables.

${table.map((row) => `| ${row.join(" | ")} |`).join("\n")}
`;
	writeFileSync(join(ROOT, "docs", "benchmarks.md"), text);
}

function results() {
	return existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, "utf8")) : {};
}

const count = (n) => n.toLocaleString("en");
