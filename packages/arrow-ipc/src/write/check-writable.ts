import { AllyeError } from "@allye/protocol/contract";
import type { Field } from "../data-type";

/** Read, and not written. */
const READ_ONLY: ReadonlySet<string> = new Set(["list_view", "large_list_view", "run_end_encoded"]);

/** @throws TYPE_UNSUPPORTED for a field, or a child of one, that is a list view or run-end encoded, naming the column */
export function checkWritable(fields: readonly Field[]): void {
	for (const { name, type, children } of fields) {
		checkWritable(children);
		const { kind } = type.kind === "dictionary" ? type.values : type;
		if (READ_ONLY.has(kind)) throw notWritable(name, kind);
	}
}

export function notWritable(column: string, kind: string): AllyeError {
	return new AllyeError(
		"TYPE_UNSUPPORTED",
		`Column ${JSON.stringify(column)} is of Arrow type ${kind}, which cannot be written. ` +
			"Convert it to a list or to the type of its values first.",
	);
}
