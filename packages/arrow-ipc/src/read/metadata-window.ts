import type { ByteSource } from "@allye/protocol/contract";
import { throwIfAborted } from "@allye/protocol/contract";
import type { Place } from "./place";

const WINDOW = 16 * 1024;

/** Small reads at rising offsets, served from one larger read while they lie in it. */
export class MetadataWindow {
	private start = 0;
	private bytes: Uint8Array = new Uint8Array(0);

	constructor(
		private readonly source: ByteSource,
		private readonly place: Place,
		private readonly signal: AbortSignal | undefined,
	) {}

	/** A copy of `length` bytes at `offset`. @throws PAYLOAD_CORRUPT where the payload has not as many; ABORTED */
	async read(offset: number, length: number): Promise<Uint8Array> {
		throwIfAborted(this.signal, "Opening a table");
		if (offset < 0 || length < 0 || length > this.source.size - offset) {
			throw this.place.corrupt(`it ends at byte ${this.source.size}, in the middle of its metadata`);
		}
		if (offset < this.start || offset + length > this.start + this.bytes.length) {
			const wanted = Math.min(Math.max(length, WINDOW), this.source.size - offset);
			this.bytes = await this.source.read(offset, wanted, { signal: this.signal });
			this.start = offset;
		}
		return this.bytes.slice(offset - this.start, offset - this.start + length);
	}
}
