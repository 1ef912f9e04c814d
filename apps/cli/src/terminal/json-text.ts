/**
 * JSON on one line, valid for every reader: integers past 2^53 (bigint) keep all their digits; NaN and infinite numbers, which
 * JSON has not, become the texts "NaN", "Infinity" and "-Infinity". Fields that are undefined are left out.
 */
export function jsonText(value: unknown): string {
	if (typeof value === "bigint") return String(value);
	if (typeof value === "number" && !Number.isFinite(value)) return `"${value}"`;
	if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
	if (Array.isArray(value)) return `[${value.map(jsonText).join(",")}]`;
	const entries = Object.entries(value).filter(([, item]) => item !== undefined);
	return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${jsonText(item)}`).join(",")}}`;
}
