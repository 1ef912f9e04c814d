import type { Utf8Chunk } from "../arrow-payload";
import type { TextTable } from "../kernels";
import type { DecodeCall } from "./decode-call";
import type { Place } from "./place";
import { stringsOf } from "./strings-of";

/** Distinct texts as {@link DistinctText} numbers them, by a kernel. */
export class KernelText {
	constructor(
		private readonly call: DecodeCall,
		private readonly table: TextTable,
		private readonly place: Place,
	) {}

	/** @returns false as soon as there are more than `maxDistinct` values */
	encode(chunk: Utf8Chunk, codes: Int32Array, maxDistinct: number): Promise<boolean> {
		const { length, bytes, validity } = chunk;
		const offsets = chunk.offsets.subarray(0, length + 1);
		return this.call.run(this.place, bytes.length, () =>
			this.table.encode(offsets, bytes, validity, codes, maxDistinct),
		);
	}

	/** All values, by number. @throws PAYLOAD_CORRUPT where one is not UTF-8 */
	strings(place: Place): Promise<string[]> {
		const { offsets, bytes } = this.table.texts();
		return stringsOf(offsets, bytes, place);
	}
}
