import { invalidArgument } from "./invalid-argument";

/** JSON in ASCII only. @throws INVALID_ARGUMENT for what JSON cannot hold: a cycle, a bigint */
export function asciiJson(value: unknown): string {
	let text: string;
	try {
		text = JSON.stringify(value);
	} catch (cause) {
		throw invalidArgument(`A variable's attributes cannot be written as JSON: ${String(cause)}`);
	}
	return text.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
