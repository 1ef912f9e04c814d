import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import { type Column, createDomain, OrangeTable, type Role } from "@allye/orange-table";
import { AllyeError } from "@allye/receiver";
import { parseFlags } from "./column-flags";
import { columnFromCells } from "./column-from-cells";
import { DelimitedRows } from "./delimited-rows";
import { fileError } from "./file-error";
import { OrangeTimeReader } from "./orange-time";
import { RowCollector } from "./row-collector";
import { sniffDialect } from "./sniff-dialect";

export interface ReadDelimitedOptions {
	/** A label of the Encoding Standard, for example "shift_jis". Default: "utf-8". */
	encoding?: string;
	signal?: AbortSignal;
	onProgress?(progress: { rows: number; bytes: number; totalBytes: number }): void;
}

export interface ReadResult {
	table: OrangeTable;
	/** What was left out, for people. */
	warnings: string[];
}

/**
 * Reads a .csv file as Orange's CSVReader does: it finds delimiter and quotes, header and kinds by itself.
 *
 * @throws INVALID_ARGUMENT, PERMISSION, ABORTED
 */
export const readCsv = (path: string, options?: ReadDelimitedOptions): Promise<ReadResult> =>
	readDelimited(path, ",;:\t$ ", options);

/** Reads a .tab or .tsv file as Orange's TabReader does. @throws as {@link readCsv} */
export const readTab = (path: string, options?: ReadDelimitedOptions): Promise<ReadResult> =>
	readDelimited(path, "\t", options);

async function readDelimited(
	path: string,
	delimiters: string,
	{ encoding = "utf-8", signal, onProgress }: ReadDelimitedOptions = {},
): Promise<ReadResult> {
	try {
		const totalBytes = (await stat(path)).size;
		const decoder = new TextDecoder(encoding, { fatal: true });
		const rows = new RowCollector();
		let parser: DelimitedRows | null = null;
		let pending = "";
		let bytes = 0;
		const take = (text: string, last: boolean) => {
			pending += text;
			if (parser === null) {
				const lines = firstLines(pending, last);
				if (lines === null) return;
				parser = new DelimitedRows(sniffDialect(lines, delimiters));
			}
			for (const row of parser.push(pending)) rows.add(row);
			pending = "";
			if (last) for (const row of parser.end()) rows.add(row);
		};
		for await (const chunk of createReadStream(path, { signal, highWaterMark: 1 << 20 })) {
			bytes += chunk.length;
			take(decoder.decode(chunk, { stream: true }), false);
			onProgress?.({ rows: rows.rowCount, bytes, totalBytes });
		}
		take(decoder.decode(), true);
		return await tableOf(rows, signal);
	} catch (error) {
		throw fileError(error, path, { encoding });
	}
}

/** The first ten lines, from which the dialect is found; null where there may be more. */
function firstLines(text: string, last: boolean): string | null {
	const lines = /^(?:[^\r\n]*(?:\r\n|\r(?!$)|\n)){10}/.exec(text);
	return lines ? lines[0] : last ? text : null;
}

async function tableOf(rows: RowCollector, signal: AbortSignal | undefined): Promise<ReadResult> {
	const { columns: raw, warnings } = rows.end();
	const times = new OrangeTimeReader();
	const columns: Column[] = [];
	const roles: Record<Role, Column["variable"][]> = { attribute: [], class: [], meta: [] };
	let unnamed = 0;
	for (const { name, type, flags, cells } of raw) {
		const { role, attributes, unknown } = parseFlags(flags);
		for (const flag of unknown)
			warnings.push(`The flag ${JSON.stringify(flag)} of ${JSON.stringify(name)} means nothing.`);
		if (role === "ignore") continue;
		// Lets Ctrl-C in between columns.
		await setImmediate(undefined, { signal });
		// A column without a name that is left out takes no number.
		const shown = name === "" ? `Feature ${unnamed + 1}` : name;
		const column = columnFromCells({ name: shown, type, attributes, cells }, times);
		const isText = column.variable.kind === "string";
		if (role === "weight" && !isText) {
			warnings.push(`The weights ${JSON.stringify(name)} are left out: a table that is sent has none.`);
			continue;
		}
		if (name === "") unnamed++;
		columns.push(column);
		roles[isText || role === "weight" ? "meta" : role].push(column.variable);
	}
	const domain = createDomain({ attributes: roles.attribute, classVars: roles.class, metas: roles.meta });
	if (columns.length === 0) throw new AllyeError("INVALID_ARGUMENT", "There are no columns in it.");
	return { table: OrangeTable.fromColumns(domain, columns), warnings };
}
