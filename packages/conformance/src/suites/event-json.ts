import type { PythonEvent } from "../testee";

/** An event as an implementation gives it: the manifest's fields; integers past 2^53 may be bigint, numbers not finite. */
export type EventLike = object;

/**
 * An event in the wire format's JSON, so that two can be compared with one deep equality: NaN, infinities and integers past 2^53 are
 * tagged, a negative zero is a zero (JSON readers differ on it). Where the format has an integer that a double rounds, both are rounded.
 */
export function eventJson(event: EventLike | null): PythonEvent | null {
	if (event === null) return null;
	const json = tagged(event) as PythonEvent;
	json.version = rounded(json.version);
	if (json.payload) {
		json.payload.data_size = rounded(json.payload.data_size);
		json.payload.shape = json.payload.shape.map(rounded) as [number, number];
	}
	return json;
}

function tagged(value: unknown): unknown {
	if (typeof value === "bigint") {
		const small = value >= -(2n ** 53n) && value <= 2n ** 53n;
		return small ? Number(value) : { int: String(value) };
	}
	if (typeof value === "number") {
		if (Number.isFinite(value)) return value === 0 ? 0 : value;
		return { float: Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf" };
	}
	if (Array.isArray(value)) return value.map(tagged);
	if (typeof value !== "object" || value === null) return value;
	// fromEntries makes own properties, of "__proto__" too.
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, tagged(item)]));
}

function rounded(value: unknown): number {
	if (typeof value === "object" && value !== null && "int" in value) return Number(value.int);
	if (typeof value === "object" && value !== null && "float" in value)
		return Number(String(value.float).replace("inf", "Infinity"));
	return value as number;
}
