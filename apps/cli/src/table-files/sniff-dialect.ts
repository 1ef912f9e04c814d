import type { Dialect } from "./delimited-rows";

/** In this order where several would do as well. */
const PREFERRED = [",", "\t", ";", " ", ":", "$"];

/** [^\w\n"'] of Python: not a letter, digit or underscore of any script. */
const DELIMITER = `(?<delim>[^\\p{L}\\p{N}_\\n"'])`;
const QUOTE = `(?<quote>["'])`;
const LINE_START = "(?:(?<![^\\n])|\\n)";
const LINE_END = "(?:(?![^\\n])|\\n)";

/** A quoted cell between delimiters, at the start of a line, at its end, alone on it. */
const QUOTED_CELLS = [
	`${DELIMITER} ?${QUOTE}[\\s\\S]*?\\k<quote>\\k<delim>`,
	`${LINE_START}${QUOTE}[\\s\\S]*?\\k<quote>${DELIMITER} ?`,
	`${DELIMITER} ?${QUOTE}[\\s\\S]*?\\k<quote>${LINE_END}`,
	`${LINE_START}${QUOTE}[\\s\\S]*?\\k<quote>${LINE_END}`,
].map((pattern) => new RegExp(pattern, "gu"));

/**
 * Finds delimiter and quote of a text from its first lines, as Orange's readers do with Python's csv.Sniffer: round quoted
 * cells if there are any, else the character that occurs equally often in each line.
 *
 * @param delimiters which characters may be the delimiter; the first is taken where none fits
 */
export function sniffDialect(sample: string, delimiters: string): Dialect {
	const { quote, delimiter } = roundQuotedCells(sample, delimiters);
	const found = delimiter || evenlySpread(sample, delimiters);
	return found ? { delimiter: found, quote: quote || '"' } : { delimiter: delimiters[0]!, quote: '"' };
}

function roundQuotedCells(sample: string, delimiters: string): { quote: string; delimiter: string } {
	const matches =
		QUOTED_CELLS.map((pattern) => [...sample.matchAll(pattern)]).find((found) => found.length > 0) ?? [];
	const quotes = matches.map((match) => match.groups!.quote!);
	const found = matches
		.map((match) => match.groups!.delim ?? "")
		.filter((each) => each && delimiters.includes(each));
	return { quote: mostFrequent(quotes), delimiter: mostFrequent(found) };
}

/** The first of the most frequent; "" of none. */
function mostFrequent(values: readonly string[]): string {
	const counts = new Map<string, number>();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	let best = "";
	for (const [value, count] of counts) if (count > (counts.get(best) ?? 0)) best = value;
	return best;
}

/**
 * The delimiter that occurs most consistently: the lines with its usual count, less those with another, are at least
 * 90 % of all; the more the better.
 */
function evenlySpread(sample: string, delimiters: string): string {
	const lines = sample.split("\n").filter((line) => line !== "");
	const modes = PREFERRED.filter((delimiter) => delimiters.includes(delimiter))
		.map((delimiter) => ({ delimiter, ...usualCount(lines, delimiter) }))
		.filter(({ count, score }) => count > 0 && score > 0);
	for (let consistency = 1; consistency >= 0.9; consistency -= 0.01) {
		const best = modes.find(({ score }) => score / lines.length >= consistency);
		if (best) return best.delimiter;
	}
	return "";
}

/** How often `delimiter` usually occurs in a line, and in how many more lines it does so than not. */
function usualCount(lines: readonly string[], delimiter: string): { count: number; score: number } {
	const frequencies = new Map<number, number>();
	for (const line of lines) {
		const count = line.split(delimiter).length - 1;
		frequencies.set(count, (frequencies.get(count) ?? 0) + 1);
	}
	let usual: [count: number, lines: number] = [0, 0];
	for (const entry of frequencies) if (entry[1] > usual[1]) usual = entry;
	return { count: usual[0], score: 2 * usual[1] - lines.length };
}
