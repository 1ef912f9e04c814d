import type { VariableInfo } from "../../contract";
import { timeValue } from "./time-value";

/** As Orange shows what is not there. */
export const MISSING = "?";

/** A value of a table as text: see {@link Formats}. */
export function variableValue(variable: VariableInfo, raw: number | string): string {
	if (typeof raw === "string") return raw;
	if (Number.isNaN(raw)) return MISSING;
	switch (variable.kind) {
		case "discrete":
			return variable.values?.[raw] ?? MISSING;
		case "time":
			return timeValue(variable, raw);
		default:
			return numberValue(raw, variable.numberOfDecimals);
	}
}

/** With that many decimals; where nobody said how many, as few as tell it apart to six digits. */
function numberValue(value: number, decimals: number | undefined): string {
	if (!Number.isFinite(value)) return value > 0 ? "∞" : "-∞";
	const size = Math.abs(value);
	if (size >= 1e15 || (size > 0 && size < 1e-4 && (decimals ?? 0) === 0)) return value.toExponential(5);
	if (decimals !== undefined) return value.toFixed(Math.min(decimals, 20));
	return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}
