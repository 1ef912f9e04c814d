import type { ByteSource, ReadOptions } from "@allye/protocol/contract";

/** The 8 bytes of magic and padding that a file begins with. */
const HEAD = 8;

/** An IPC file of one record batch with a hole of `hole` bytes behind its magic, so that all else lies far out. */
export class FarSource implements ByteSource {
	readonly label = "the test's far payload";
	readonly size: number;
	readonly #bytes: Uint8Array;

	constructor(
		file: Uint8Array,
		private readonly hole: number,
	) {
		this.#bytes = file.slice();
		this.size = file.length + hole;
		const view = new DataView(this.#bytes.buffer);
		// Continuation, length and flatbuffer of the schema; the record batch follows.
		const batch = BigInt(HEAD + 8 + view.getInt32(HEAD + 4, true));
		let at = file.length - 10 - view.getInt32(file.length - 10, true);
		while (view.getBigInt64(at, true) !== batch) at += 4;
		view.setBigInt64(at, batch + BigInt(hole), true);
	}

	async read(offset: number, length: number, options: ReadOptions = {}): Promise<Uint8Array> {
		const { into = new Uint8Array(length) } = options;
		if (offset < 0 || offset + length > this.size) throw new Error(`there is no byte ${offset}`);
		for (let i = 0; i < length; i++) {
			const at = offset + i;
			into[i] = at < HEAD ? this.#bytes[at]! : at < HEAD + this.hole ? 0 : this.#bytes[at - this.hole]!;
		}
		return into;
	}

	async close(): Promise<void> {}
}
