import { AllyeError } from "@allye/protocol/contract";
import type { ArrayData } from "../array-data";
import type { ArrowColumn, CodedColumn, DecodeOptions, Utf8Chunk } from "../arrow-payload";
import type { Field } from "../data-type";
import type { BatchReader } from "./batch-reader";
import { type BatchRows, DecodeJob } from "./decode-job";
import { DictionaryCodes } from "./dictionary-codes";
import { DistinctText } from "./distinct-text";
import { KernelText } from "./kernel-text";
import type { Layout } from "./layout";
import type { OpenPayload } from "./open-payload";
import { readColumn } from "./read-array";
import { isNumeric, readFloat64 } from "./read-float64";
import { isText, readText } from "./read-text";

type Options = DecodeOptions &
	(
		| { as: "float64"; into?: Float64Array }
		| { as: "codes"; maxDistinct?: number }
		| { as: "utf8" }
		| { as: "arrow" }
	);

/** Column `index` of an opened payload. */
export class PayloadColumn implements ArrowColumn {
	readonly field: Field;
	private readonly layout: Layout;

	constructor(
		private readonly payload: OpenPayload,
		index: number,
	) {
		this.layout = payload.directory.layout.columns[index]!;
		this.field = this.layout.field;
	}

	decode(options: DecodeOptions & { as: "float64"; into?: Float64Array }): Promise<Float64Array>;
	decode(options: DecodeOptions & { as: "codes"; maxDistinct?: number }): Promise<CodedColumn | null>;
	decode(options: DecodeOptions & { as: "utf8" }): Promise<Utf8Chunk[]>;
	decode(options: DecodeOptions & { as: "arrow" }): Promise<ArrayData[]>;
	async decode(options: Options): Promise<Float64Array | CodedColumn | null | Utf8Chunk[] | ArrayData[]> {
		const job = new DecodeJob(this.payload, options);
		return job.guard(async () => {
			switch (options.as) {
				case "float64":
					return this.float64(job, options.into);
				case "codes":
					return this.codes(job, options.maxDistinct ?? Number.POSITIVE_INFINITY);
				case "utf8":
					if (!isText(this.field.type)) throw this.unsupported("text");
					return (
						await job.run((reader, { start, end }) => readText(reader, this.layout, start, end, true))
					).flat();
				case "arrow":
					return job.run((reader, { start, end }) => readColumn(reader, this.layout, start, end));
			}
		});
	}

	private async float64(job: DecodeJob, into: Float64Array | undefined): Promise<Float64Array> {
		if (!isNumeric(this.field.type)) throw this.unsupported("numbers");
		if (into !== undefined && into.length !== job.rowCount) {
			const message = `into has ${into.length} elements, the rows asked for are ${job.rowCount}. Make them equal.`;
			throw new AllyeError("INVALID_ARGUMENT", message);
		}
		const out = into ?? new Float64Array(job.call.allocate(8 * job.rowCount, this.payload.place).buffer);
		await job.run((reader, rows) => readFloat64(reader, this.layout, rows.start, rows.end, part(out, rows)));
		return out;
	}

	private async codes(job: DecodeJob, maxDistinct: number): Promise<CodedColumn | null> {
		const { type } = this.field;
		const place = this.payload.place.column(this.field.name);
		const codes = new Int32Array(job.call.allocate(4 * job.rowCount, place).buffer);
		if (type.kind === "null") return { codes: codes.fill(-1), values: [], raw: null };
		if (type.kind === "dictionary" && (isText(type) || isSimple(type.values.kind))) {
			const dictionary = new DictionaryCodes(type);
			const read = async (reader: BatchReader, rows: BatchRows) => ({
				rows,
				indexed: await dictionary.read(reader, this.layout, rows.start, rows.end),
			});
			for await (const { rows, indexed } of job.each(read))
				await dictionary.encode(indexed, part(codes, rows));
			// The values are the column's, whether or not there are rows.
			const first = this.payload.directory.batches[0];
			if (job.rowCount === 0 && first !== undefined)
				await dictionary.encode(await dictionary.read(job.reader(first), this.layout, 0, 0), codes);
			return { codes, ...(await dictionary.values(place)) };
		}
		if (!isText(type)) throw this.unsupported("codes");
		const kernels = job.call.kernelsFor(job.rowCount);
		const distinct =
			kernels === null ? new DistinctText() : new KernelText(job.call, kernels.createTextTable(), place);
		const read = async (reader: BatchReader, rows: BatchRows) => ({
			rows,
			chunks: await readText(reader, this.layout, rows.start, rows.end, false),
		});
		// Batches are read at once, but numbered one after another: codes count first appearances.
		for await (const { rows, chunks } of job.each(read)) {
			let at = rows.at;
			for (const chunk of chunks) {
				const target = codes.subarray(at, at + chunk.length);
				if (!(await distinct.encode(chunk, target, maxDistinct))) return null;
				at += chunk.length;
			}
		}
		return { codes, values: await distinct.strings(place), raw: null };
	}

	private unsupported(wanted: string): AllyeError {
		const what = `${this.payload.place.column(this.field.name)}: its type ${this.field.type.kind} cannot be read as ${wanted}`;
		return new AllyeError("TYPE_UNSUPPORTED", `${what}. Decode it as "arrow" and convert its values.`);
	}
}

/** Dictionary values that a short text tells apart. */
function isSimple(kind: string): boolean {
	return ["null", "bool", "int", "float", "decimal", "date", "time", "timestamp", "duration"].includes(kind);
}

/** The part of a result that belongs to the rows of one batch. */
function part<T extends Float64Array | Int32Array>(out: T, { at, start, end }: BatchRows): T {
	return out.subarray(at, at + end - start) as T;
}
