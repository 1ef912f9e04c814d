import type { ReadOptions } from "@allye/protocol/contract";
import { describe, expect, it } from "vitest";
import { float64Array, openArrow } from "../src";
import { ArraySource } from "./array-source";
import { written } from "./memory-sink";
import { nativeCodecs as codecs } from "./native-codecs";

/** An uncompressed file of so many record batches of so many rows. */
async function fileOf(batches: number, rows: number): Promise<Uint8Array> {
	const column = float64Array("x", new Float64Array(rows));
	const schema = { fields: [column.field], metadata: new Map<string, string>() };
	const batch = { length: rows, columns: [column] };
	return written(Array(batches).fill(batch), { schema, format: "file", compression: null, codecs });
}

/** What is asked for first is answered last, of all that is asked for within a turn; and what was asked for is noted. */
class BackwardSource extends ArraySource {
	readonly reads: { offset: number; length: number }[] = [];
	mostAtOnce = 0;
	#waiting: (() => void)[] = [];

	override async read(offset: number, length: number, options?: ReadOptions): Promise<Uint8Array> {
		this.reads.push({ offset, length });
		await new Promise<void>((resolve) => {
			if (this.#waiting.push(resolve) === 1) setTimeout(() => this.#answer(), 1);
		});
		return super.read(offset, length, options);
	}

	#answer(): void {
		this.mostAtOnce = Math.max(this.mostAtOnce, this.#waiting.length);
		for (const resolve of this.#waiting.splice(0).reverse()) resolve();
	}
}

const open = (source: ArraySource, signal?: AbortSignal) =>
	openArrow(source, { format: "file", codecs, signal });

describe("the metadata of a file's record batches", () => {
	it("is asked for together, and what is wrong is said of the first that is wrong", async () => {
		const bytes = await fileOf(40, 4096);
		const source = new BackwardSource(bytes);
		expect((await open(source)).batchRows).toEqual(Array(40).fill(4096));
		expect(source.mostAtOnce).toBeGreaterThan(8);
		expect(source.mostAtOnce).toBeLessThanOrEqual(32);
		const blocks = source.reads.filter(({ offset, length }) => offset > 0 && length < 1000);
		expect(blocks).toHaveLength(40);
		// A length in front of the flatbuffer that is longer than the block.
		for (const wrong of [[7], [7, 8], [39, 12, 20], [0, 39]]) {
			const damaged = bytes.slice();
			for (const number of wrong)
				new DataView(damaged.buffer).setInt32(blocks[number]!.offset + 4, 1 << 20, true);
			const first = Math.min(...wrong);
			await expect(open(new BackwardSource(damaged))).rejects.toMatchObject({
				code: "PAYLOAD_CORRUPT",
				message: expect.stringContaining(`record batch ${first}: its metadata is`),
			});
		}
	});

	it("is read by few reads where the record batches are small", async () => {
		const source = new BackwardSource(await fileOf(1000, 1));
		expect((await open(source)).rowCount).toBe(1000);
		expect(source.reads.length).toBeLessThan(60);
		expect(source.bytesRead).toBeLessThan(2 * source.size + 64 * 1024);
	});

	it("is no longer asked for after an abort", async () => {
		const source = new BackwardSource(await fileOf(200, 4096));
		const stop = new AbortController();
		const opening = open(source, stop.signal);
		while (source.reads.length < 10) await new Promise((resolve) => setTimeout(resolve, 1));
		stop.abort();
		await expect(opening).rejects.toMatchObject({ code: "ABORTED" });
		const { length } = source.reads;
		await new Promise((resolve) => setTimeout(resolve, 20));
		expect(source.reads).toHaveLength(length);
		expect(length).toBeLessThan(200);
	});
});
