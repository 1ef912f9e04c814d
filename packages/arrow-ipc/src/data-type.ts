/** What times and timestamps count: seconds, milliseconds, microseconds, nanoseconds. */
export type TimeUnit = "s" | "ms" | "us" | "ns";

/** An integer type: the type of a column, or of a dictionary's indices. */
export interface IntType {
	readonly kind: "int";
	readonly bitWidth: 8 | 16 | 32 | 64;
	readonly signed: boolean;
}

/** A type that has no parameters of its own. */
export interface PlainType {
	readonly kind:
		| "null"
		| "bool"
		| "utf8"
		| "large_utf8"
		| "utf8_view"
		| "binary"
		| "large_binary"
		| "binary_view"
		| "struct"
		| "list"
		| "large_list"
		| "list_view"
		| "large_list_view"
		| "run_end_encoded";
}

/** Values are stored once in a dictionary; the column holds indices into it. */
export interface DictionaryType {
	readonly kind: "dictionary";
	/** Joins the column to the dictionary batches with this id. */
	readonly id: number;
	readonly indices: IntType;
	readonly ordered: boolean;
	/** Type of the dictionary's values. */
	readonly values: DataType;
}

/**
 * An Arrow data type as a plain object, so that a schema can cross a worker or a structured clone.
 * Nested types keep their element types in {@link Field.children}, as Arrow's Schema.fbs does.
 *
 * Source: https://arrow.apache.org/docs/format/Columnar.html
 */
export type DataType =
	| PlainType
	| IntType
	| DictionaryType
	| { readonly kind: "float"; readonly bitWidth: 16 | 32 | 64 }
	| {
			readonly kind: "decimal";
			readonly bitWidth: 32 | 64 | 128 | 256;
			readonly precision: number;
			readonly scale: number;
	  }
	| { readonly kind: "date"; readonly unit: "day" | "ms" }
	| { readonly kind: "time"; readonly unit: TimeUnit; readonly bitWidth: 32 | 64 }
	| { readonly kind: "timestamp"; readonly unit: TimeUnit; readonly timezone: string | null }
	| { readonly kind: "duration"; readonly unit: TimeUnit }
	| { readonly kind: "interval"; readonly unit: "year_month" | "day_time" | "month_day_nano" }
	| { readonly kind: "fixed_size_binary"; readonly byteWidth: number }
	| { readonly kind: "fixed_size_list"; readonly listSize: number }
	| { readonly kind: "map"; readonly keysSorted: boolean }
	| { readonly kind: "union"; readonly mode: "sparse" | "dense"; readonly typeIds: readonly number[] };

/** Custom metadata of a schema or a field: text by key, in the payload's order. */
export type Metadata = ReadonlyMap<string, string>;

/** A column's name and type, as the payload's schema has them; nested types have children. */
export interface Field {
	readonly name: string;
	readonly type: DataType;
	readonly nullable: boolean;
	readonly children: readonly Field[];
	readonly metadata: Metadata;
}

/** The columns of a payload, and its custom metadata. */
export interface Schema {
	readonly fields: readonly Field[];
	/** pandas' own metadata is under the key "pandas", Allye's under "allye.domain". */
	readonly metadata: Metadata;
}
