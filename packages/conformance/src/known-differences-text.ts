import { MAPPING_DIFFERENCES, SENDING_DIFFERENCES } from "./known-differences";

const SECTIONS = [
	["From Python to an Orange Table", MAPPING_DIFFERENCES],
	["From an Orange Table to Python", SENDING_DIFFERENCES],
] as const;

/** KNOWN_DIFFERENCES.md: every known difference with its reason, in Markdown. */
export function knownDifferencesText(): string {
	const sections = SECTIONS.map(([title, differences]) => {
		const rows = differences.map(({ what, python, here, reason }) => row([what, python, here, reason]));
		const header = [row(["what", "Python", "here", "why it stays"]), row(["---", "---", "---", "---"])];
		return [`## ${title}`, "", ...header, ...rows].join("\n");
	});
	return [
		"# Known differences",
		"",
		"Where this implementation differs from allye_data_connector 0.1.2 with pandas 2.3.3 and Orange3 3.40.0, on purpose. The laws of the conformance",
		"suite leave out exactly these, and for each a test fails when the difference has disappeared. Generated from",
		"`packages/conformance/src/known-differences.ts` by `node scripts/known-differences.mjs`.",
		"",
		sections.join("\n\n"),
		"",
	].join("\n");
}

const row = (cells: readonly string[]) =>
	`| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
