import type { PythonValue } from "./parse-python-json";
import { pythonRepr } from "./python-repr";

/** Python's str() of a value that json.loads made. */
export function pythonStr(value: PythonValue): string {
	if (typeof value === "string") return value;
	if (value === null) return "None";
	if (typeof value === "boolean") return value ? "True" : "False";
	if (typeof value === "bigint") return value.toString();
	if (typeof value === "number") return floatRepr(value);
	if (Array.isArray(value)) return `[${value.map(repr).join(", ")}]`;
	return `{${Array.from(value, ([key, item]) => `${repr(key)}: ${repr(item)}`).join(", ")}}`;
}

function repr(value: PythonValue): string {
	return typeof value === "string" ? pythonRepr(value) : pythonStr(value);
}

/** Python's repr of a float: the shortest digits, an exponent below 1e-4 and from 1e16 on. */
export function floatRepr(value: number): string {
	if (Number.isNaN(value)) return "nan";
	if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
	if (Object.is(value, -0)) return "-0.0";
	const [digits, exponentText] = value.toExponential().split("e") as [string, string];
	const exponent = Number(exponentText);
	if (exponent < -4 || exponent >= 16) {
		return `${digits}e${exponent < 0 ? "-" : "+"}${Math.abs(exponent).toString().padStart(2, "0")}`;
	}
	// JavaScript writes this range without an exponent too, but for the last ".0".
	const text = value.toString();
	return text.includes(".") ? text : `${text}.0`;
}
