import { InvalidArgumentError } from "commander";

/** A whole number, 0 or more. */
export function wholeNumber(text: string): number {
	if (/^\d{1,15}$/.test(text)) return Number(text);
	throw new InvalidArgumentError("It must be a whole number, 0 or more.");
}

/** A whole number, below 0 too. */
export function integer(text: string): number {
	if (/^-?\d{1,15}$/.test(text)) return Number(text);
	throw new InvalidArgumentError("It must be a whole number.");
}

/** A number above 0. */
export function positiveNumber(text: string): number {
	const value = Number(text);
	if (text.trim() !== "" && Number.isFinite(value) && value > 0) return value;
	throw new InvalidArgumentError("It must be a number above 0.");
}

/** "100:200" as rows 100 to 199; either side may be left out. */
export function rowRange(text: string): { start: number; end: number } {
	const match = /^(\d{0,15}):(\d{0,15})$/.exec(text);
	const start = Number(match?.[1] || 0);
	const end = match?.[2] ? Number(match[2]) : Number.MAX_SAFE_INTEGER;
	if (match && start <= end) return { start, end };
	throw new InvalidArgumentError(
		"It must be START:END, counted from 0 and without END, as in 100:200, :50 or 100:.",
	);
}

/** "a,b" as two names; '["a,b"]' for names with commas. May be given several times. */
export function columnNames(text: string, before: readonly string[] = []): string[] {
	if (!text.startsWith("[")) return [...before, ...text.split(",")];
	const names = parseJson(text);
	if (Array.isArray(names) && names.every((name) => typeof name === "string")) return [...before, ...names];
	throw new InvalidArgumentError('It must be names with commas between, or JSON as in ["a,b"].');
}

/** A JSON object. */
export function jsonObject(text: string): Record<string, JsonValue> {
	const value = parseJson(text);
	if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
	throw new InvalidArgumentError('It must be a JSON object, as in {"note":"first try"}.');
}

type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

function parseJson(text: string): JsonValue | undefined {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
