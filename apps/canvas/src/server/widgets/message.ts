import { isAllyeError, isTooLarge, type ManifestEvent } from "@allye/receiver";
import type { Message, MessageKey } from "../../contract";

export function message(
	severity: Message["severity"],
	key: MessageKey,
	values: Message["values"],
	text: string,
): Message {
	return { severity, key, values, text };
}

/** "1,234 rows", "1 row" */
export const counted = (n: number, noun: string): string =>
	`${n.toLocaleString("en-US")} ${noun}${n === 1 ? "" : "s"}`;

export const tableShape = (rows: number, columns: number): Message =>
	message(
		"information",
		"table-shape",
		{ rows, columns },
		`${counted(rows, "row")} · ${counted(columns, "column")}`,
	);

/** What an error means to people; of an AllyeError its code is the key. */
export function errorMessage(error: unknown, event?: ManifestEvent): Message {
	if (!isAllyeError(error)) {
		const text = error instanceof Error ? error.message : String(error);
		return message("error", "failed", { text }, text);
	}
	const values: Record<string, string | number> = {};
	if (event) {
		values.name = event.table_name;
		if (event.payload) values.path = event.payload.locator;
	}
	if (isTooLarge(error)) {
		const { rows, columns, loadedBytes, availableBytes } = error.estimate;
		Object.assign(values, { rows, columns, cells: rows * columns, size: loadedBytes, free: availableBytes });
	}
	return { severity: "error", key: error.code, values, text: error.message };
}
