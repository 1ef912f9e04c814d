import { Limiter } from "../limiter";

/** Buffers decoded at once: enough for the codecs' threads, while memory stays small however many columns are asked for. */
const AT_ONCE = 8;

/** Memory kept for the next buffers. */
const KEPT_BYTES = 16 * 1024 * 1024;

/** Pieces up to {@link KEPT_BYTES} are made in powers of two from here on, so that most buffers fit into most pieces. */
const SMALLEST = 64 * 1024;

/**
 * Memory for compressed bytes on their way to the codec, used again and again: making it anew for each of some thousand
 * buffers costs more than decoding a few rows of them.
 */
export class ScratchMemory {
	private readonly limiter = new Limiter(AT_ONCE);
	/** Weak, so that a collection takes what lies idle. */
	private free = new WeakRef<ArrayBuffer[]>([]);

	/** Runs `work` when few enough others run; the memory it has taken is used again once it has ended. */
	use<T>(work: (scratch: Scratch) => Promise<T>): Promise<T> {
		return this.limiter.run(async () => {
			const scratch = new Scratch((bytes) => this.take(bytes));
			try {
				return await work(scratch);
			} finally {
				for (const buffer of scratch.buffers) this.keep(buffer);
			}
		});
	}

	private take(bytes: number): ArrayBuffer {
		const free = this.free.deref() ?? [];
		const found = free.findIndex((buffer) => buffer.byteLength >= bytes);
		if (found >= 0) return free.splice(found, 1)[0]!;
		return new ArrayBuffer(bytes > KEPT_BYTES ? bytes : Math.max(SMALLEST, 2 ** Math.ceil(Math.log2(bytes))));
	}

	private keep(buffer: ArrayBuffer): void {
		let free = this.free.deref();
		if (free === undefined) {
			free = [];
			this.free = new WeakRef(free);
		}
		const bytes = free.reduce((sum, { byteLength }) => sum + byteLength, buffer.byteLength);
		if (bytes <= KEPT_BYTES) free.push(buffer);
	}
}

/** What one reader has taken. */
export class Scratch {
	readonly buffers: ArrayBuffer[] = [];

	constructor(private readonly take: (bytes: number) => ArrayBuffer) {}

	/** `bytes` of memory that begins with what `before`, taken earlier, holds; the rest is anything. */
	grow(before: Uint8Array, bytes: number): Uint8Array {
		const last = this.buffers.at(-1);
		if (last !== undefined && last.byteLength >= bytes) return new Uint8Array(last, 0, bytes);
		const buffer = this.take(bytes);
		this.buffers.push(buffer);
		const longer = new Uint8Array(buffer, 0, bytes);
		longer.set(before);
		return longer;
	}
}
