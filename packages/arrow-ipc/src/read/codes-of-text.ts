import type { CodedColumn, Recode, Utf8Chunk } from "../arrow-payload";
import { DistinctText } from "./distinct-text";
import { Place } from "./place";
import { recodeAll, recodedAs } from "./recode";

/** What decoding a column as codes gives, of text that was decoded already; null as soon as there are more than `maxDistinct` values. */
export async function codesOfText(
	chunks: readonly Utf8Chunk[],
	{ maxDistinct, recode }: { maxDistinct: number; recode?: Recode },
): Promise<CodedColumn | null> {
	const codes = new Int32Array(chunks.reduce((sum, { length }) => sum + length, 0));
	const distinct = new DistinctText();
	let at = 0;
	for (const chunk of chunks) {
		if (!(await distinct.encode(chunk, codes.subarray(at, at + chunk.length), maxDistinct))) return null;
		at += chunk.length;
	}
	const values = await distinct.strings(new Place(""));
	const recoded = recode?.(values, null, null) ?? null;
	if (recoded === null) return { codes, lostCount: 0, values, raw: null };
	const codeOf = Int32Array.from(values, (_, code) => recodedAs(recoded, code));
	return { codes, lostCount: await recodeAll(codes, codeOf, null), values, raw: null };
}
