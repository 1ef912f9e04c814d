/**
 * docs/conformance.md: what a run of `pnpm conformance` has counted.
 *
 * @param {{ runs: number, seconds: number, cores: number, laws: object[], cells: object[] }} counted
 * @returns {string}
 */
export function conformanceText({ runs, seconds, cores, laws, cells }) {
	return [
		"# Conformance",
		"",
		`Written by \`pnpm conformance --runs ${runs}\`: ${seconds} s on ${cores} cores. [Known differences](../KNOWN_DIFFERENCES.md) are left out.`,
		"",
		"## Laws",
		"",
		...table(
			["law", "runs", "holds"],
			laws.map(({ suite, law, runs, failed }) => [
				suite ? `${suite}: ${law}` : law,
				runs,
				failed ? "no" : "yes",
			]),
		),
		"",
		"## Combinations",
		"",
		"How many columns (or variables) were behind each combination. Shared memory is never compressed, by either side.",
		"",
		...["Python → here", "here → Python", "Python → here → Python", "here → here"].flatMap((direction) =>
			section(
				direction,
				cells.filter((cell) => cell.direction === direction),
			),
		),
	].join("\n");
}

/** One table a direction: a row for each dtype, a column for each environment and way. */
function section(direction, cells) {
	if (cells.length === 0) return [];
	const ways = sorted(cells.map(wayOf));
	const counts = new Map();
	for (const cell of cells) {
		const key = `${cell.dtype}\u0000${wayOf(cell)}`;
		counts.set(key, (counts.get(key) ?? 0) + cell.cases);
	}
	const rows = sorted(cells.map(({ dtype }) => dtype)).map((dtype) => [
		`\`${dtype}\``,
		...ways.map((way) => counts.get(`${dtype}\u0000${way}`) ?? 0),
	]);
	return [`### ${direction}`, "", ...table(["dtype", ...ways], rows), ""];
}

const wayOf = ({ environment, transport, compression }) =>
	`${environment}, ${transport}${transport === "file" ? `, ${compression}` : ""}`;
const sorted = (values) => [...new Set(values)].sort();

function table(header, rows) {
	const line = (cells) => `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`;
	return [line(header), line(header.map(() => "---")), ...rows.map(line)];
}
