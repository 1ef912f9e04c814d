import stringWidth from "string-width";
import { printable } from "./printable";

export interface TextColumnLayout {
	title: string;
	/** Numbers stand right. Default: left. */
	align?: "left" | "right";
}

/**
 * Lines of cells under titles, aligned by the width that a terminal gives each character (two for 東).
 *
 * @param width cells are cut so that lines fit into this many places; by default they are not
 */
export function textTable(
	layout: readonly TextColumnLayout[],
	rows: readonly (readonly string[])[],
	{ width = Infinity, title = (text: string) => text } = {},
): string {
	const lines = [layout.map((column) => column.title), ...rows].map((cells) => cells.map(printable));
	const widths = narrowed(
		layout.map((_, i) => lines.reduce((most, cells) => Math.max(most, stringWidth(cells[i] ?? "")), 0)),
		width - 2 * (layout.length - 1),
	);
	const text = lines.map((cells) =>
		layout
			.map(({ align }, i) => pad(cut(cells[i] ?? "", widths[i]!), widths[i]!, align ?? "left"))
			.join("  ")
			.trimEnd(),
	);
	return [title(text[0]!), ...text.slice(1)].join("\n");
}

/** Makes the widest columns narrower, until all fit. */
function narrowed(widths: number[], available: number): number[] {
	const fitted = [...widths];
	let excess = fitted.reduce((sum, each) => sum + each, 0) - available;
	while (excess > 0) {
		const widest = Math.max(...fitted);
		if (widest <= 8) break;
		fitted[fitted.indexOf(widest)] = widest - 1;
		excess--;
	}
	return fitted;
}

function cut(text: string, width: number): string {
	if (stringWidth(text) <= width) return text;
	let kept = "";
	let used = 0;
	for (const { segment } of new Intl.Segmenter().segment(text)) {
		used += stringWidth(segment);
		if (used > width - 1) break;
		kept += segment;
	}
	return `${kept}…`;
}

function pad(text: string, width: number, align: "left" | "right"): string {
	const space = " ".repeat(Math.max(0, width - stringWidth(text)));
	return align === "left" ? text + space : space + text;
}
