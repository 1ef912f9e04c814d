import type { ArrowValue, Field } from "@allye/arrow-ipc";
import { pythonText } from "./python-text";
import { nanoseconds, timestampText } from "./python-time";

/**
 * A value of a nested type as JSON: lists as arrays, structs as objects, maps as objects where their keys are text and else as arrays of
 * pairs; integers with all their digits; NaN and infinities as null; times as ISO 8601; bytes as base64; the rest as Python's `str`.
 */
export function jsonText(field: Field, value: ArrowValue): string {
	if (value === null) return "null";
	const { type, children } = field;
	switch (type.kind) {
		case "list":
		case "large_list":
		case "list_view":
		case "large_list_view":
		case "fixed_size_list":
			return list((value as ArrowValue[]).map((element) => jsonText(children[0]!, element)));
		case "struct": {
			const struct = value as { readonly [name: string]: ArrowValue };
			return object(children.map((child) => [child.name, jsonText(child, struct[child.name]!)]));
		}
		case "map": {
			const [key, item] = children[0]!.children as [Field, Field];
			const pairs = value as [ArrowValue, ArrowValue][];
			if (/utf8/.test(key.type.kind))
				return object(pairs.map(([name, held]) => [name as string, jsonText(item, held)]));
			return list(pairs.map(([name, held]) => list([jsonText(key, name), jsonText(item, held)])));
		}
		case "dictionary":
			return jsonText({ ...field, type: type.values }, value);
		case "run_end_encoded":
			return jsonText(children[1]!, value);
		case "bool":
		case "int":
			return String(value);
		case "float":
			return JSON.stringify(value);
		case "timestamp":
			return JSON.stringify(timestampText(nanoseconds(value as bigint, type.unit)).replace(" ", "T"));
		case "binary":
		case "large_binary":
		case "binary_view":
		case "fixed_size_binary":
			return JSON.stringify(base64(value as Uint8Array));
		case "union":
		case "interval":
		case "null":
			return plainJson(value);
		default:
			return JSON.stringify(pythonText(type, value));
	}
}

const list = (items: readonly string[]) => `[${items.join(", ")}]`;
const object = (entries: readonly (readonly [string, string])[]) =>
	`{${entries.map(([name, value]) => `${JSON.stringify(name)}: ${value}`).join(", ")}}`;

/** Where the type does not tell which of its fields a value has. */
function plainJson(value: ArrowValue): string {
	if (typeof value === "bigint") return String(value);
	if (value instanceof Uint8Array) return JSON.stringify(base64(value));
	if (Array.isArray(value)) return list(value.map(plainJson));
	if (typeof value === "object" && value !== null)
		return object(Object.entries(value).map(([name, held]) => [name, plainJson(held)]));
	return JSON.stringify(value);
}

function base64(bytes: Uint8Array): string {
	let text = "";
	for (const byte of bytes) text += String.fromCharCode(byte);
	return btoa(text);
}
