import { type ColumnProfile, type Domain, findVariable } from "@allye/orange-table";
import { isoTime } from "./table-files/time-text";
import { count } from "./terminal/amounts";

/** "0", "12 %", "< 1 %" */
export function missingText({ rows, missing }: ColumnProfile): string {
	if (missing === 0) return "0";
	const share = (missing / rows) * 100;
	return share < 1 ? "< 1 %" : `${Math.floor(share)} %`;
}

/** "577", "≈ 98,304" */
export const distinctText = ({ distinct, distinctIsExact }: ColumnProfile): string =>
	`${distinctIsExact ? "" : "≈ "}${count(distinct)}`;

/** "-3.57 … 3.64, mean 0.0136"; "a 40 %, b 35 %, c 25 %"; "2020-01-31 … 2020-02-29" */
export function valuesText(
	{ name, rows, minimum, maximum, mean, top }: ColumnProfile,
	domain: Domain,
): string {
	if (top !== null)
		return top
			.slice(0, 3)
			.map(({ value, count: times }) => `${value} ${Math.round((times / rows) * 100)} %`)
			.join(", ");
	if (minimum === null || maximum === null || mean === null) return "";
	const variable = findVariable(domain, name);
	if (variable?.kind === "time") return `${isoTime(variable, minimum)} … ${isoTime(variable, maximum)}`;
	return `${short(minimum)} … ${short(maximum)}, mean ${short(mean)}`;
}

const short = (value: number): string => String(Number(value.toPrecision(4)));
