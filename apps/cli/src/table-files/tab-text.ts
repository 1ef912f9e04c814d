import type { OrangeTable, Role, Variable } from "@allye/orange-table";
import { joinEscaped, splitEscaped } from "./column-flags";
import { type DelimitedFormat, delimitedText, type TextPiece } from "./delimited-text";
import { pythonText } from "./python-literal";
import { VALUE_LIST } from "./table-header";
import { orangeTime } from "./time-text";

const TAB: DelimitedFormat = {
	delimiter: "\t",
	lineEnd: "\r\n",
	missingTime: "?",
	number: orangeNumber,
	time: orangeTime,
};

const FLAGS: Readonly<Record<Role, string>> = { attribute: "", class: "class", meta: "meta" };

/**
 * A table in Orange's own format, as its TabReader writes it: three header lines (names, types, flags), class variables before
 * metas before attributes. Unlike there, a number keeps all its digits where its variable's numberOfDecimals are too few.
 */
export function tabText({ domain, columns, rowCount }: OrangeTable): Generator<TextPiece> {
	const roles = [
		...domain.attributes.map(() => "attribute" as const),
		...domain.classVars.map(() => "class" as const),
		...domain.metas.map(() => "meta" as const),
	];
	const order = (["class", "meta", "attribute"] as const).flatMap((role) =>
		columns.flatMap((column, i) => (roles[i] === role ? [{ column, role }] : [])),
	);
	const header = [
		order.map(({ column }) => column.variable.name),
		order.map(({ column }) => typeCell(column.variable)),
		order.map(({ column, role }) => flagsCell(column.variable, role)),
	];
	return delimitedText(
		header,
		order.map(({ column }) => column),
		rowCount,
		TAB,
	);
}

/** The values are listed to keep their order, where the list would be read as just these values. */
function typeCell(variable: Variable): string {
	if (variable.kind !== "discrete") return variable.kind;
	const list = joinEscaped(variable.values);
	const readBack = variable.values.length >= 2 && VALUE_LIST.test(list) ? splitEscaped(list.trim()) : [];
	const listed =
		readBack.length === variable.values.length && readBack.every((each, i) => each === variable.values[i]);
	return listed ? list : "discrete";
}

function flagsCell({ attributes }: Variable, role: Role): string {
	const pairs = Object.keys(attributes)
		.sort()
		.map((name) => `${name}=${pythonText(attributes[name])}`);
	return joinEscaped([FLAGS[role], ...pairs]);
}

/** With the variable's decimals where these give the same number again. Orange's files know no infinite numbers. */
function orangeNumber(value: number, decimals: number): string {
	if (!Number.isFinite(value)) return "?";
	const fixed = (Object.is(value, -0) ? "-" : "") + value.toFixed(Math.min(decimals, 100));
	return Number(fixed) === value ? fixed : String(value);
}
