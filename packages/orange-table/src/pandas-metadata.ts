import type { Schema } from "@allye/arrow-ipc";

/** What the sender's pandas said of one column. */
export interface PandasColumn {
	/** The Arrow field it belongs to. */
	readonly fieldName: string;
	/** The logical type: "unicode", "datetimetz", "categorical", "date", "decimal", ... */
	readonly pandasType: string;
	/** Despite its name the pandas dtype: "object", "Int64", "string", "str", "period[M]"; of a category that of its codes. */
	readonly numpyType: string;
	/** `metadata.timezone` where there is one. */
	readonly timezone: string | null;
}

/** The schema metadata that pyarrow writes for a DataFrame under the key "pandas". */
export interface PandasMetadata {
	/** By Arrow field name. */
	readonly columns: ReadonlyMap<string, PandasColumn>;
	/** Fields that Python makes the frame's index, not columns of it. */
	readonly indexColumns: ReadonlySet<string>;
}

const NONE: PandasMetadata = { columns: new Map(), indexColumns: new Set() };

/**
 * Reads the pandas metadata of a schema; what is absent or not as pyarrow writes it is left out.
 *
 * Source: pandas' "Storing pandas DataFrame objects in Apache Parquet format", which Arrow IPC shares.
 */
export function readPandasMetadata(schema: Schema): PandasMetadata {
	const text = schema.metadata.get("pandas");
	if (text === undefined) return NONE;
	let parsed: unknown;
	try {
		parsed = JSON.parse(text);
	} catch {
		return NONE;
	}
	if (!isRecord(parsed)) return NONE;
	const columns = new Map<string, PandasColumn>();
	for (const entry of Array.isArray(parsed.columns) ? parsed.columns : []) {
		const column = readColumn(entry);
		if (column !== null) columns.set(column.fieldName, column);
	}
	const index = Array.isArray(parsed.index_columns) ? parsed.index_columns : [];
	return { columns, indexColumns: new Set(index.filter((name) => typeof name === "string")) };
}

function readColumn(entry: unknown): PandasColumn | null {
	if (!isRecord(entry)) return null;
	const fieldName = entry.field_name ?? entry.name;
	if (typeof fieldName !== "string" || typeof entry.numpy_type !== "string") return null;
	const timezone = isRecord(entry.metadata) ? entry.metadata.timezone : null;
	return {
		fieldName,
		pandasType: typeof entry.pandas_type === "string" ? entry.pandas_type : "",
		numpyType: entry.numpy_type,
		timezone: typeof timezone === "string" && timezone !== "" ? timezone : null,
	};
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
