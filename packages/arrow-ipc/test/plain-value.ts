import type { ArrowValue } from "../src";

/** A value as JSON, spelled as make-payloads.py does: 64-bit integers "1n", floats "f:" and their bits, text "s:", bytes "b:". */
export function plainValue(value: ArrowValue, isFloat = false): unknown {
	if (typeof value === "bigint") return `${value}n`;
	if (typeof value === "string") return `s:${value}`;
	if (value instanceof Uint8Array) return `b:${Buffer.from(value).toString("hex")}`;
	if (typeof value === "number") return isFloat ? floatBits(value) : value;
	if (Array.isArray(value)) return value.map((item) => plainValue(item, isFloat));
	if (value === null || typeof value === "boolean") return value;
	return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plainValue(item, isFloat)]));
}

/** Tells -0 from 0; all NaNs are one. */
export function floatBits(value: number): string {
	if (Number.isNaN(value)) return "f:nan";
	const bits = Buffer.alloc(8);
	bits.writeDoubleBE(value);
	return `f:${bits.toString("hex")}`;
}
