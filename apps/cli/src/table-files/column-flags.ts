import type { VariableAttributes } from "@allye/orange-table";
import { pythonLiteral } from "./python-literal";

/** What the third header line (or the letters before # in a single one) says of a column. */
export interface ColumnFlags {
	readonly role: "attribute" | "class" | "meta" | "weight" | "ignore";
	/** What stands as key=value: the variable's attributes. */
	readonly attributes: VariableAttributes;
	/** Flags that Orange does not know either. */
	readonly unknown: readonly string[];
}

const NAMES = new Map([
	["class", "class"],
	["c", "class"],
	["ignore", "ignore"],
	["i", "ignore"],
	["meta", "meta"],
	["m", "meta"],
	["weight", "weight"],
	["w", "weight"],
]);

/** Whether a cell could stand in the line of flags. Source: Orange 3.40, Orange.data.io_base._RE_FLAGS. */
export function isFlagsCell(cell: string): boolean {
	return /^\s*(?: |class|c|ignore|i|meta|m|weight|w)*\s*$/.test(cell) || /^[^\n]+=[^\n]*\s*$/.test(cell);
}

/** Reads a cell of flags, separated by spaces; "\ " is a space that belongs to a flag. */
export function parseFlags(cell: string): ColumnFlags {
	const found = new Set<string>();
	const attributes: Record<string, unknown> = {};
	const unknown: string[] = [];
	for (const flag of splitEscaped(cell).map((each) => each.trim())) {
		const name = NAMES.get(flag);
		const equals = flag.indexOf("=", 1);
		if (name !== undefined) found.add(name);
		else if (equals > 0) attributes[flag.slice(0, equals)] = attributeValue(flag.slice(equals + 1));
		else if (flag !== "") unknown.push(flag);
	}
	const role =
		(["ignore", "meta", "weight", "class"] as const).find((each) => found.has(each)) ?? "attribute";
	return { role, attributes, unknown };
}

/** Splits at spaces, but not at "\ ". */
export const splitEscaped = (text: string): string[] =>
	text.split(/(?<!\\) /).map((part) => part.replaceAll("\\ ", " "));

/** The reverse of {@link splitEscaped}, as Orange's writer does it. */
export const joinEscaped = (parts: readonly string[]): string =>
	parts
		.map((part) => part.trim().replaceAll(" ", "\\ "))
		.join(" ")
		.trimStart();

/** What starts like a name is text; anything else is read as Python reads a literal, and is text where it is none. */
function attributeValue(text: string): unknown {
	if (/^[a-zA-Z_]/.test(text)) return text === "True" ? true : text === "False" ? false : text;
	const value = pythonLiteral(text);
	return value === undefined ? text : value;
}
