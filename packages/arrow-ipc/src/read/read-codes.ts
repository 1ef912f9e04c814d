import type { CodedColumn, Recode } from "../arrow-payload";
import type { DataType } from "../data-type";
import type { DecodeJob } from "./decode-job";
import { DictionaryCodes } from "./dictionary-codes";
import type { Layout } from "./layout";
import type { Place } from "./place";
import { isText } from "./read-text";
import { TextCodes } from "./text-codes";

export interface CodeOptions {
	maxDistinct?: number;
	recode?: Recode;
}

/** Whether a column of this type can be read as codes. */
export function isCoded(type: DataType): boolean {
	if (type.kind === "dictionary") return isText(type) || SIMPLE.has(type.values.kind);
	return type.kind === "null" || isText(type);
}

/** Dictionary values that a short text tells apart. */
const SIMPLE: ReadonlySet<string> = new Set<DataType["kind"]>([
	"null",
	"bool",
	"int",
	"float",
	"decimal",
	"date",
	"time",
	"timestamp",
	"duration",
]);

/** As {@link ArrowColumn.decode} says of "codes". */
export async function readCodes(
	job: DecodeJob,
	layout: Layout,
	place: Place,
	{ maxDistinct = Number.POSITIVE_INFINITY, recode }: CodeOptions,
): Promise<CodedColumn | null> {
	const { type } = layout.field;
	const codes = new Int32Array(job.call.allocateWhole(4 * job.rowCount, place));
	if (type.kind === "null") {
		recode?.([], null, null);
		return { codes: codes.fill(-1), lostCount: 0, values: [], raw: null };
	}
	const coded =
		type.kind === "dictionary"
			? await new DictionaryCodes(type, layout, place).read(job, codes, recode)
			: await new TextCodes(layout, place).read(job, codes, maxDistinct, recode);
	return coded && { codes, ...coded };
}
