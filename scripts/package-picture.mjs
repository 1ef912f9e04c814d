import { LAYERS } from "./layers.mjs";

/** Between these lines of ARCHITECTURE.md the picture stands. */
export const PICTURE_BEGIN = "<!-- package picture: written by scripts/write-package-picture.mjs -->";
export const PICTURE_END = "<!-- /package picture -->";

/**
 * What each package, and each part that has a row of its own, may import, as a Mermaid graph: whoever imports stands above. Arrows that others already imply are
 * left out.
 *
 * @param {readonly import("./layers.mjs").Layer[]} layers
 * @returns {string} Markdown
 */
export function packagePicture(layers = LAYERS) {
	const drawn = layers.filter(
		({ ours, unit }) => ours.length > 0 || layers.some((other) => other.ours.includes(unit)),
	);
	const arrows = [...drawn]
		.reverse()
		.flatMap(({ unit, ours }) => direct(ours, layers).map((lower) => `\t${idOf(unit)} --> ${idOf(lower)}`));
	const boxes = [...drawn].reverse().map(({ unit }) => `\t${idOf(unit)}["${unit}"]`);
	return ["```mermaid", "flowchart TD", ...boxes, ...arrows, "```"].join("\n");
}

/** Those of `ours` that none of the others leads to. */
function direct(ours, layers) {
	const below = (unit) => {
		const next = layers.find((layer) => layer.unit === unit)?.ours ?? [];
		return [...next, ...next.flatMap(below)];
	};
	const implied = new Set(ours.flatMap(below));
	return ours.filter((unit) => !implied.has(unit)).reverse();
}

function idOf(unit) {
	return unit.replaceAll("/", "_");
}

/**
 * A page with this picture between its marks.
 *
 * @param {string} page
 * @param {string} picture
 * @throws {Error} where the page has no marks
 */
export function withPicture(page, picture) {
	const begin = page.indexOf(PICTURE_BEGIN);
	const end = page.indexOf(PICTURE_END);
	if (begin < 0 || end < begin)
		throw new Error(`The page needs the lines ${PICTURE_BEGIN} and ${PICTURE_END}.`);
	return `${page.slice(0, begin)}${PICTURE_BEGIN}\n\n${picture}\n\n${page.slice(end)}`;
}
