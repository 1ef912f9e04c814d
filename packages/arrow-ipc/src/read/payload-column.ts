import { AllyeError } from "@allye/protocol/contract";
import type { ArrayData } from "../array-data";
import type { ArrowColumn, CodedColumn, DecodeOptions, NumberData, Utf8Chunk } from "../arrow-payload";
import type { Field } from "../data-type";
import { DecodeJob } from "./decode-job";
import type { Layout } from "./layout";
import type { OpenPayload } from "./open-payload";
import { type CodeOptions, isCoded, readCodes } from "./read-codes";
import { isNumeric, numberKind, readFloat64 } from "./read-float64";
import { readRows } from "./read-rows";
import { isText, readText } from "./read-text";
import { SpareNumbers } from "./spare-numbers";

type Options = DecodeOptions &
	(
		| { as: "float64"; into?: Float64Array }
		| { as: "numbers"; finite?: boolean }
		| ({ as: "codes" } & CodeOptions)
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

	get decodesInPlace(): boolean {
		const { type } = this.field;
		return this.payload.hasLoaders && (type.kind === "dictionary" || numberKind(type) !== null);
	}

	decode(options: DecodeOptions & { as: "float64"; into?: Float64Array }): Promise<Float64Array>;
	decode(options: DecodeOptions & { as: "numbers"; finite?: boolean }): Promise<NumberData>;
	decode(options: DecodeOptions & { as: "codes" } & CodeOptions): Promise<CodedColumn | null>;
	decode(options: DecodeOptions & { as: "utf8" }): Promise<Utf8Chunk[]>;
	decode(options: DecodeOptions & { as: "arrow" }): Promise<ArrayData[]>;
	async decode(
		options: Options,
	): Promise<Float64Array | NumberData | CodedColumn | null | Utf8Chunk[] | ArrayData[]> {
		const job = new DecodeJob(this.payload, options);
		return job.guard(() => this.read(job, options));
	}

	private read(
		job: DecodeJob,
		options: Options,
	): Promise<Float64Array | NumberData | CodedColumn | null | Utf8Chunk[] | ArrayData[]> {
		switch (options.as) {
			case "float64":
				return this.numbers(job, false, options.into).then(({ values }) => values);
			case "numbers":
				return this.numbers(job, options.finite ?? false, undefined);
			case "codes":
				if (!isCoded(this.field.type)) throw this.unsupported("codes");
				return readCodes(job, this.layout, this.payload.place.column(this.field.name), options);
			case "utf8":
				if (!isText(this.field.type)) throw this.unsupported("text");
				return job
					.run((reader, rows) => readText(reader, this.layout, rows, true))
					.then((chunks) => chunks.flat());
			case "arrow":
				return job.run((reader, rows) => readRows(reader, this.layout, rows));
		}
	}

	private async numbers(
		job: DecodeJob,
		finite: boolean,
		into: Float64Array | undefined,
	): Promise<NumberData> {
		if (!isNumeric(this.field.type)) throw this.unsupported("numbers");
		if (into !== undefined && into.length !== job.rowCount) {
			const message = `into has ${into.length} elements, the rows asked for are ${job.rowCount}. Make them equal.`;
			throw new AllyeError("INVALID_ARGUMENT", message);
		}
		const values = into ?? new Float64Array(job.call.allocateWhole(8 * job.rowCount, this.payload.place));
		const spare = new SpareNumbers();
		const counts = await job.run((reader, rows) => {
			const out = values.subarray(rows.at, rows.at + rows.count);
			return readFloat64(reader, this.layout, rows, finite, out, spare);
		});
		let nullCount = 0;
		let infiniteCount = 0;
		for (const count of counts) {
			nullCount += count.nullCount;
			infiniteCount += count.infiniteCount;
		}
		return { values, nullCount: this.field.type.kind === "float" ? 0 : nullCount, infiniteCount };
	}

	private unsupported(wanted: string): AllyeError {
		const what = `${this.payload.place.column(this.field.name)}: its type ${this.field.type.kind} cannot be read as ${wanted}`;
		return new AllyeError("TYPE_UNSUPPORTED", `${what}. Decode it as "arrow" and convert its values.`);
	}
}
