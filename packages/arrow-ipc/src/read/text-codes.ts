import type { CodedColumn, Recode } from "../arrow-payload";
import type { Kernels, TextTable } from "../kernels";
import type { BatchReader, SomeRows } from "./batch-reader";
import type { BatchRows, DecodeJob } from "./decode-job";
import { DistinctText } from "./distinct-text";
import type { Layout } from "./layout";
import type { Place } from "./place";
import { readText } from "./read-text";
import { recodeAll, recodedAs } from "./recode";
import { stringsOf } from "./strings-of";

/** A batch's codes as its own table numbers them, and the code of each in the column. */
interface NumberedBatch {
	readonly codes: Int32Array;
	/** Null where they are the column's already. */
	readonly codeOf: Int32Array | null;
}

type Coded = Omit<CodedColumn, "codes">;

/** Numbers the texts of a column in order of first appearance. Where there are kernels, each batch by a table of its own, at once. */
export class TextCodes {
	constructor(
		private readonly layout: Layout,
		private readonly place: Place,
	) {}

	/** Fills `codes`; null as soon as there are more than `maxDistinct` values. */
	read(
		job: DecodeJob,
		codes: Int32Array,
		maxDistinct: number,
		recode: Recode | undefined,
	): Promise<Coded | null> {
		const kernels = job.call.kernelsFor(job.rowCount);
		return kernels === null
			? this.inTurn(job, codes, maxDistinct, recode)
			: this.atOnce(job, kernels, codes, maxDistinct, recode);
	}

	private async inTurn(
		job: DecodeJob,
		codes: Int32Array,
		maxDistinct: number,
		recode: Recode | undefined,
	): Promise<Coded | null> {
		const distinct = new DistinctText();
		const read = async (reader: BatchReader, rows: BatchRows) => ({
			at: rows.at,
			chunks: await readText(reader, this.layout, rows, false),
		});
		for await (const { at: first, chunks } of job.each(read)) {
			let at = first;
			for (const chunk of chunks) {
				if (!(await distinct.encode(chunk, codes.subarray(at, at + chunk.length), maxDistinct))) return null;
				at += chunk.length;
			}
		}
		const values = await distinct.strings(this.place);
		return this.finish(values, [{ codes, codeOf: null }], null, recode && (() => recode(values, null, null)));
	}

	private async atOnce(
		job: DecodeJob,
		kernels: Kernels,
		codes: Int32Array,
		maxDistinct: number,
		recode: Recode | undefined,
	): Promise<Coded | null> {
		const read = async (reader: BatchReader, rows: BatchRows) => {
			const own = codes.subarray(rows.at, rows.at + rows.count);
			const table = kernels.createTextTable();
			return { own, table: (await this.number(reader, rows, table, own, maxDistinct)) ? table : null };
		};
		let all: TextTable | null = null;
		const batches: NumberedBatch[] = [];
		for await (const { own, table } of job.each(read)) {
			if (table === null) return null;
			let codeOf: Int32Array | null = null;
			if (all === null) all = table;
			else {
				codeOf = await all.add(table, maxDistinct);
				if (codeOf === null) return null;
			}
			batches.push({ codes: own, codeOf });
		}
		const { offsets, bytes, order } = await (all ?? kernels.createTextTable()).texts();
		const values = await stringsOf(offsets, bytes, this.place);
		return this.finish(values, batches, kernels, recode && (() => recode(values, null, order)));
	}

	/** Numbers the rows of one batch by a table. */
	private async number(
		reader: BatchReader,
		rows: SomeRows,
		table: TextTable,
		codes: Int32Array,
		maxDistinct: number,
	): Promise<boolean> {
		const { layout } = this;
		const { kind } = layout.field.type;
		const isWhole = rows.picked === null && codes.length === reader.batch.length;
		if (isWhole && kind !== "utf8_view") {
			const width = kind === "large_utf8" ? 8 : 4;
			const loaded = reader.load(layout, 3, rows, (_, column) =>
				table.load(column, width, codes, maxDistinct),
			);
			if (loaded !== null) return loaded;
		}
		let at = 0;
		for (const { length, offsets, bytes, validity } of await readText(reader, layout, rows, false)) {
			const own = codes.subarray(at, at + length);
			const encode = () => table.encode(offsets.subarray(0, length + 1), bytes, validity, own, maxDistinct);
			if (!(await reader.call.run(this.place, bytes.length, encode))) return false;
			at += length;
		}
		return true;
	}

	/** Gives the batches the column's codes, or what `recode` makes of them. */
	private async finish(
		values: string[],
		batches: readonly NumberedBatch[],
		kernels: Kernels | null,
		recode: (() => Int32Array | null) | undefined,
	): Promise<Coded> {
		const recoded = recode?.() ?? null;
		const finalCode = recoded && Int32Array.from(values, (_, code) => recodedAs(recoded, code));
		const each = batches.map(({ codes, codeOf }) => {
			const table =
				finalCode === null ? codeOf : codeOf === null ? finalCode : codeOf.map((code) => finalCode[code]!);
			return table === null ? 0 : recodeAll(codes, table, kernels);
		});
		const lost = await Promise.all(each);
		return { lostCount: lost.reduce((sum, count) => sum + count, 0), values, raw: null };
	}
}
