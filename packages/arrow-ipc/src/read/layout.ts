import type { DataType, Field } from "../data-type";

/**
 * Where a field's pieces stand in the flattened lists of a record batch. Source: Arrow format, Columnar.html,
 * "RecordBatch message": field nodes in pre-order, each with the buffers of its type.
 */
export interface Layout {
	readonly field: Field;
	/** Index of its field node. */
	readonly node: number;
	/** Index of its first buffer, not counting the data buffers of views before it. */
	readonly buffer: number;
	/** How many view fields stand before it. */
	readonly variadic: number;
	readonly children: readonly Layout[];
}

/** The layout of a whole record batch. */
export interface BatchLayout {
	readonly columns: readonly Layout[];
	readonly nodes: number;
	readonly buffers: number;
	readonly variadics: number;
}

/** `legacyUnions`: metadata V4, whose unions had a validity buffer first; it is skipped. */
export function layoutOf(fields: readonly Field[], legacyUnions: boolean): BatchLayout {
	let nodes = 0;
	let buffers = 0;
	let variadics = 0;

	function place(field: Field): Layout {
		if (field.type.kind === "union" && legacyUnions) buffers += 1;
		const layout = { field, node: nodes, buffer: buffers, variadic: variadics };
		nodes += 1;
		buffers += bufferCount(field.type);
		if (field.type.kind === "utf8_view" || field.type.kind === "binary_view") variadics += 1;
		// A dictionary's children belong to its values, which stand in dictionary batches.
		const children = field.type.kind === "dictionary" ? [] : field.children.map(place);
		return { ...layout, children };
	}

	const columns = fields.map(place);
	return { columns, nodes, buffers, variadics };
}

/** Buffers of each type, validity included; of views those that every batch has. */
function bufferCount(type: DataType): number {
	switch (type.kind) {
		case "null":
		case "run_end_encoded":
			return 0;
		case "struct":
		case "fixed_size_list":
			return 1;
		case "utf8":
		case "binary":
		case "large_utf8":
		case "large_binary":
		case "list_view":
		case "large_list_view":
			return 3;
		case "union":
			return type.mode === "dense" ? 2 : 1;
		default:
			return 2;
	}
}
