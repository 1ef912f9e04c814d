import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../scripts/step.mjs";
import { textTable } from "../scripts/text-table.mjs";

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

/**
 * Writes docs/benchmarks.md.
 *
 * @param {import("./target.mjs").Row[]} rows
 * @param {string[]} machine
 * @param {import("./sizes.mjs").Sizes} sizes
 */
export function writeReport(rows, machine, sizes) {
	const { bigRows, bigColumns, midRows, midColumns, manifestLines, manifestNames, rounds } = sizes;
	const table = [HEADER, HEADER.map(() => "---"), ...cellsOf(rows)];
	const text = `# Benchmarks

Written by \`pnpm bench\`; do not edit. Times are minimum / median, with the peak resident memory of the process. Each contender runs in ${rounds}
processes of its own, alternating with the others; the ratio is that of the minima. What the machine is not asked for by us makes both slower,
so read the ratios, not the times.

${machine.map((line) => `- ${line}`).join("\n")}
- Big: ${count(bigRows)} × ${bigColumns}, zstd. Mid: ${count(midRows)} × ${midColumns} of floats, integers, categories and text. Manifest: ${count(manifestLines)} lines of ${count(manifestNames)} tables.

${table.map((row) => `| ${row.join(" | ")} |`).join("\n")}
`;
	writeFileSync(join(ROOT, "docs", "benchmarks.md"), text);
}

const count = (n) => n.toLocaleString("en");
