import { AllyeError, type ByteSource, type ReadOptions } from "@allye/protocol";

interface Held {
	readonly source: ByteSource;
	/** Views that are open. */
	views: number;
	isHeld: boolean;
}

/**
 * Sources that stay open under a name, so that what they read from can be read after it was removed: shared memory is there as long as anybody has
 * it open.
 */
export class HeldSources {
	readonly #held = new Map<string, Held>();
	/** Names of what was removed while it was held: another's segment may have its name by now. */
	readonly #removed = new Set<string>();

	has(name: string): boolean {
		return this.#held.has(name);
	}

	/** Holds a source, which it closes in the end; at once where one of that name is held already. */
	async add(name: string, source: ByteSource): Promise<void> {
		if (this.#held.has(name)) await source.close();
		else this.#held.set(name, { source, views: 0, isHeld: true });
	}

	/** A source of one's own of what is held; closing it leaves that held. Null where nothing of that name is. */
	open(name: string): ByteSource | null {
		const held = this.#held.get(name);
		return held === undefined ? null : new SourceView(held);
	}

	/** Whether nobody has to remove it any more. Says so once: the first who asks removes it. */
	takeRemoval(name: string): boolean {
		if (this.#removed.has(name)) return false;
		if (this.#held.has(name)) this.#removed.add(name);
		return true;
	}

	/** What was opened of it stays readable until it is closed. */
	async letGo(name: string): Promise<void> {
		const held = this.#held.get(name);
		if (held === undefined) return;
		this.#held.delete(name);
		held.isHeld = false;
		if (held.views === 0) await held.source.close();
	}

	async close(): Promise<void> {
		await Promise.all([...this.#held.keys()].map((name) => this.letGo(name)));
	}
}

/** Decoders of its own it has none: what is compressed is read, and decoded elsewhere. */
class SourceView implements ByteSource {
	#closed = false;

	constructor(private readonly held: Held) {
		held.views++;
	}

	get size(): number {
		return this.held.source.size;
	}

	get label(): string {
		return this.held.source.label;
	}

	async read(offset: number, length: number, options?: ReadOptions): Promise<Uint8Array> {
		this.#checkOpen();
		return this.held.source.read(offset, length, options);
	}

	lend<T>(work: (region: object) => Promise<T>, options?: Pick<ReadOptions, "signal">): Promise<T> | null {
		this.#checkOpen();
		return this.held.source.lend?.(work, options) ?? null;
	}

	async close(): Promise<void> {
		if (this.#closed) return;
		this.#closed = true;
		this.held.views--;
		if (this.held.views === 0 && !this.held.isHeld) await this.held.source.close();
	}

	#checkOpen(): void {
		if (this.#closed) throw new AllyeError("CLOSED", `${this.label} was closed. Open the table again.`);
	}
}
