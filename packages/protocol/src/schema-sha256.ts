import { createHash } from "node:crypto";
import { pythonRepr } from "./python-repr";

/** A column of the frame that get_dataframe will return: its name, and str() of its pandas dtype. */
export interface SchemaColumn {
	name: string;
	dtype: string;
}

/**
 * The manifest's `schema_sha256`: SHA-256, in hex, of Python's
 * `str(names) + "|" + str({name: dtype})` in UTF-8 (the Python package 0.1.2, measured). Being a dict, it keeps a duplicate
 * name at its first place with its last dtype.
 */
export function schemaSha256(columns: readonly SchemaColumn[]): string {
	const names = columns.map(({ name }) => pythonRepr(name));
	const dtypes = new Map(columns.map(({ name, dtype }) => [name, dtype]));
	const entries = Array.from(dtypes, ([name, dtype]) => `${pythonRepr(name)}: ${pythonRepr(dtype)}`);
	return createHash("sha256")
		.update(`[${names.join(", ")}]|{${entries.join(", ")}}`, "utf8")
		.digest("hex");
}
