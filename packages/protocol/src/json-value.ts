/**
 * What a line of the manifest can hold. Integers past ±(2^53 − 1) are bigint, and numbers may be NaN or ±Infinity: Python
 * writes and reads all of these.
 */
export type JsonValue = null | boolean | number | bigint | string | JsonValue[] | JsonObject;

/** Keys are own properties, `__proto__` included; the prototype is Object's. */
export interface JsonObject {
	[key: string]: JsonValue;
}

/** Sets an own property, whatever its name: plain assignment to `__proto__` would set the prototype. */
export function setOwn(object: JsonObject, key: string, value: JsonValue): void {
	if (key !== "__proto__") object[key] = value;
	else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}
