import type { Compression } from "../codecs";
import type { Region } from "./record-batch";

/** The decoded beginning of one compressed buffer. */
export interface DecodedPrefix {
	/** Of the whole buffer. */
	readonly decodedLength: number;
	readonly bytes: Uint8Array;
}

/** Ranges up to this long are small reads (a window, a preview), near which the next one is likely to be. */
const SMALL_READ = 256 * 1024;

/** One buffer may take this share of the cache. */
const LARGEST_SHARE = 8;

/** Decoded beginnings of buffers, at most `limit` bytes together; the one not used for longest goes first. */
export class BufferCache {
	private readonly kept = new Map<string, DecodedPrefix>();
	private bytes = 0;

	constructor(private readonly limit: number) {}

	/** Whether a read of `wanted` bytes should keep the `length` bytes that it has to decode. */
	keeps(length: number, wanted: number): boolean {
		return wanted <= SMALL_READ && length <= this.limit / LARGEST_SHARE;
	}

	get(codec: Compression, region: Region): DecodedPrefix | undefined {
		const key = keyOf(codec, region);
		const found = this.kept.get(key);
		if (found !== undefined) {
			this.kept.delete(key);
			this.kept.set(key, found);
		}
		return found;
	}

	set(codec: Compression, region: Region, prefix: DecodedPrefix): void {
		const key = keyOf(codec, region);
		this.delete(key);
		this.kept.set(key, prefix);
		this.bytes += prefix.bytes.length;
		for (const oldest of this.kept.keys()) {
			if (this.bytes <= this.limit) return;
			this.delete(oldest);
		}
	}

	private delete(key: string): void {
		this.bytes -= this.kept.get(key)?.bytes.length ?? 0;
		this.kept.delete(key);
	}
}

function keyOf(codec: Compression, { offset, length }: Region): string {
	return `${codec} ${offset} ${length}`;
}
