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

	/**
	 * A copy of `length` bytes at `offset`; a promise only where the source has to be read.
	 *
	 * @throws PAYLOAD_CORRUPT where the payload has not as many; ABORTED
	 */
	read(offset: number, length: number): Uint8Array | Promise<Uint8Array> {
		throwIfAborted(this.signal, "Opening a table");
		if (offset < 0 || length < 0 || length > this.source.size - offset) {
			throw this.place.corrupt(`it ends at byte ${this.source.size}, in the middle of its metadata`);
		}
		const isHere = offset >= this.start && offset + length <= this.start + this.bytes.length;
		return isHere ? this.copy(offset, length) : this.move(offset, length);
	}

	private async move(offset: number, length: number): Promise<Uint8Array> {
		const wanted = Math.min(Math.max(length, WINDOW), this.source.size - offset);
		this.bytes = await this.source.read(offset, wanted, { signal: this.signal });
		this.start = offset;
		return this.copy(offset, length);
	}

	private copy(offset: number, length: number): Uint8Array {
		return this.bytes.slice(offset - this.start, offset - this.start + length);
	}
}
