import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import type { OrangeTable } from "@allye/orange-table";
import { AllyeError } from "@allye/receiver";
import { writeArrowFile } from "@allye/transmitter";
import { csvText } from "./csv-text";
import type { TextPiece } from "./delimited-text";
import { fileError } from "./file-error";
import { tabText } from "./tab-text";

export interface WriteOptions {
	signal?: AbortSignal;
	onProgress?(progress: { rows: number; totalRows: number; bytes: number }): void;
}

export const FILE_FORMATS = [".arrow", ".csv", ".tab"] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** The format that a path's extension names, or null. */
export function fileFormatOf(path: string): FileFormat | null {
	const extension = extname(path).toLowerCase();
	return FILE_FORMATS.find((format) => format === extension) ?? null;
}

/**
 * A file that is being made: under a temporary name beside its own until {@link OutputFile.write} has written all of it, so
 * that nobody ever finds half of it.
 */
export class OutputFile {
	readonly #path: string;
	readonly #temporary: string;

	private constructor(path: string) {
		this.#path = path;
		this.#temporary = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString("hex")}.tmp`);
	}

	/** Makes the empty temporary file: what forbids to write there shows before any table is loaded. @throws PERMISSION, NO_SPACE */
	static async create(path: string): Promise<OutputFile> {
		const file = new OutputFile(path);
		try {
			await (await open(file.#temporary, "wx")).close();
			return file;
		} catch (error) {
			throw noDirectory(error, path) ?? fileError(error, path);
		}
	}

	/** Writes the table in the format that the path's extension names, then gives the file its name. @throws NO_SPACE, ABORTED, ... */
	async write(table: OrangeTable, options: WriteOptions = {}): Promise<void> {
		try {
			const format = fileFormatOf(this.#path);
			if (format === ".arrow") await writeArrowFile(table, this.#temporary, options);
			else
				await writeText(
					this.#temporary,
					format === ".tab" ? tabText(table) : csvText(table),
					table.rowCount,
					options,
				);
			await rename(this.#temporary, this.#path);
		} catch (error) {
			throw fileError(error, this.#path);
		}
	}

	/** Removes what was written so far. Does nothing once all of it was. */
	async [Symbol.asyncDispose](): Promise<void> {
		await rm(this.#temporary, { force: true });
	}
}

async function writeText(
	path: string,
	pieces: Iterable<TextPiece>,
	totalRows: number,
	{ signal, onProgress }: WriteOptions,
): Promise<void> {
	const file = await open(path, "w");
	try {
		let bytes = 0;
		for (const { text, rows } of pieces) {
			if (signal?.aborted)
				throw new AllyeError("ABORTED", "Writing was cancelled.", { cause: signal.reason });
			const data = Buffer.from(text);
			await file.writeFile(data);
			bytes += data.length;
			onProgress?.({ rows, totalRows, bytes });
		}
		await file.sync();
	} finally {
		await file.close();
	}
}

function noDirectory(error: unknown, path: string): AllyeError | null {
	const { code } = error as NodeJS.ErrnoException;
	if (code !== "ENOENT" && code !== "ENOTDIR") return null;
	return new AllyeError(
		"INVALID_ARGUMENT",
		`There is no directory ${JSON.stringify(dirname(path))} to write into. Make it first.`,
	);
}
