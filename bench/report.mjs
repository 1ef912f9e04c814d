import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT } from "../scripts/step.mjs";
import { textTable } from "../scripts/text-table.mjs";
import { loadText } from "./machine.mjs";
import { WHOLE_TABLE_PROCESSES } from "./sizes.mjs";

/** The last result of each target. */
const RESULTS = join(ROOT, "bench", ".data", "results.json");

const ROWS = ["", "what", "Node", "ours", "compared with", "theirs", "ratio", "target", "verdict"];
const DISTANCES = ["", "what", "Node", "ours", "the limit", "needs", "ours has, of its speed"];
const IDS = ["T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9", "T10", "T11", "T12"];

const major = (version) => version.split(".")[0];

/** What a row says again is left out. @param {import("./target.mjs").Row[]} rows */
function cellsOf(rows) {
	return rows.map(({ id, what, node, ours, peer, peers, ratio, target, verdict }, i) => {
		const isSame = rows[i - 1]?.what === what;
		const isSameNode = isSame && rows[i - 1].node === node;
		const ownTime = isSameNode && rows[i - 1].ours === ours ? "" : ours;
		const [shownId, shownWhat] = isSame ? ["", ""] : [id, what];
		return [shownId, shownWhat, isSameNode ? "" : major(node), ownTime, peer, peers, ratio, target, verdict];
	});
}

/** @param {import("./target.mjs").Distance[]} distances */
const distanceCells = (distances) =>
	distances.map(({ id, what, node, ours, limit, least, share }) => [
		id,
		what,
		major(node),
		ours,
		limit,
		least,
		share,
	]);

/** @param {import("./target.mjs").Row[]} rows @param {import("./target.mjs").Distance[]} distances */
export function printReport(rows, distances) {
	for (const line of textTable(ROWS, cellsOf(rows))) console.log(line);
	if (distances.length === 0) return;
	console.log("\nDistance to the limit");
	for (const line of textTable(DISTANCES, distanceCells(distances))) console.log(line);
}

/**
 * Keeps the result of one target for {@link writeReport}, with how busy the machine was.
 *
 * @param {import("./target.mjs").Target} target
 * @param {{ rows: import("./target.mjs").Row[], distances: import("./target.mjs").Distance[] }} result
 */
export function keepResult({ id, what }, result) {
	mkdirSync(dirname(RESULTS), { recursive: true });
	const kept = { ...results(), [`${id} ${what}`]: { ...result, load: loadText() } };
	writeFileSync(RESULTS, JSON.stringify(kept, null, "\t"));
}

/** The names of targets and of their files, t2 before t10. */
export function byNumber(a, b) {
	const number = (name) => Number(/\d+/.exec(name)[0]);
	return number(a) - number(b) || (a < b ? -1 : 1);
}

/**
 * Writes docs/benchmarks.md from what was kept; nothing where that is nothing.
 *
 * @param {string[]} machine
 * @param {import("./sizes.mjs").Sizes} sizes
 */
export function writeReport(machine, sizes) {
	const kept = Object.entries(results()).sort(([a], [b]) => byNumber(a, b));
	if (kept.length === 0) return;
	const { bigRows, bigColumns, midRows, midColumns, manifestLines, manifestNames, rounds } = sizes;
	const all = kept.map(([, result]) => result);
	const missing = IDS.filter((id) => !all.some(({ rows }) => rows.some((row) => row.id === id)));
	const loads = all.map(({ load }) => Number(/[\d.]+/.exec(load)[0]));
	const text = `# Benchmarks

Written by \`pnpm bench\`; do not edit. Times are minimum / median, with the peak resident memory of the process; other figures have it in brackets. Each contender runs in ${rounds}
processes of its own (whole tables of T2 and T3: ${WHOLE_TABLE_PROCESSES * rounds}), alternating with the others, and the ratio is that of the minima. Where others used the machine too, both are slower than they
could be: read the ratios, not the times.

${machine.map((line) => `- ${line}`).join("\n")}
- While it was measured, the load average was ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}; what is measured takes up to 2 of it.
- Not measured yet: ${missing.join(", ") || "nothing"}.
- Big: ${count(bigRows)} × ${bigColumns}, zstd. Mid: ${count(midRows)} × ${midColumns} of floats, integers, categories and text. Manifest: ${count(manifestLines)} lines of ${count(manifestNames)} tables.

${markdown(
	ROWS,
	all.flatMap(({ rows }) => cellsOf(rows)),
)}

## Distance to the limit

What cannot be avoided, done by itself in the same run: the codec on all cores from memory to memory, or the reading. 100 % would be all of its speed.

${markdown(
	DISTANCES,
	all.flatMap(({ distances }) => distanceCells(distances)),
)}
`;
	writeFileSync(join(ROOT, "docs", "benchmarks.md"), text);
}

const markdown = (header, rows) =>
	[header, header.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

function results() {
	return existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, "utf8")) : {};
}

const count = (n) => n.toLocaleString("en");
