import type { Field, Schema } from "../data-type";

/**
 * The schema with its dictionaries numbered 0, 1, 2, … by place, a field before its children, as Arrow C++ does when it
 * writes. So two columns that happen to carry one id can have different dictionaries.
 */
export function numberDictionaries(schema: Schema): Schema {
	let next = 0;
	const numbered = (field: Field): Field => ({
		...field,
		type: field.type.kind === "dictionary" ? { ...field.type, id: next++ } : field.type,
		children: field.children.map(numbered),
	});
	return { ...schema, fields: schema.fields.map(numbered) };
}
