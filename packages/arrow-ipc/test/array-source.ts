import type { ByteSource, ReadOptions } from "@allye/protocol/contract";
import { throwIfAborted } from "@allye/protocol/contract";

/** The bytes of an array as a ByteSource that keeps count of what was read. */
export class ArraySource implements ByteSource {
	readonly label = "the test's payload";
	bytesRead = 0;

	constructor(private readonly bytes: Uint8Array) {}

	get size(): number {
		return this.bytes.length;
	}

	async read(offset: number, length: number, options: ReadOptions = {}): Promise<Uint8Array> {
		throwIfAborted(options.signal, "Reading");
		const { into = new Uint8Array(length) } = options;
		if (offset < 0 || length < 0 || offset + length > this.size || into.length !== length) {
			throw new Error(`the reader asked for ${length} bytes at ${offset} of ${this.size}`);
		}
		into.set(this.bytes.subarray(offset, offset + length));
		this.bytesRead += length;
		return into;
	}

	async close(): Promise<void> {}
}
