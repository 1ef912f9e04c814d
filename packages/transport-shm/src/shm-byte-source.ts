import type { SharedMemory } from "@allye/native";
import {
	AllyeError,
	type ByteSource,
	isAllyeError,
	type ReadOptions,
	requireNative,
	throwIfAborted,
	toAllyeError,
} from "@allye/protocol";

const GONE_NEXT =
	'Its sender has probably exited. Send again with transport="file" to keep it, or run `allye keep` before the sender ends.';

/**
 * An open segment. Only its first `data_size` bytes are the payload: macOS rounds segments up to whole pages. Everything is
 * copied out before it is returned, for the sender may change or remove the segment at any time.
 */
export class ShmByteSource implements ByteSource {
	readonly size: number;
	readonly label: string;
	#segment: SharedMemory;
	#closed = false;

	private constructor(name: string, segment: SharedMemory, size: number) {
		this.label = `shared memory ${name}`;
		this.#segment = segment;
		this.size = size;
	}

	/** @throws SHM_GONE, PAYLOAD_CORRUPT (smaller than `dataSize`), PERMISSION, NATIVE_UNAVAILABLE */
	static async open(name: string, dataSize: number): Promise<ShmByteSource> {
		const native = requireNative("Reading shared memory");
		let segment: SharedMemory;
		try {
			segment = native.openSharedMemory(name);
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code === "ENOENT")
				throw new AllyeError("SHM_GONE", `The shared memory ${name} is gone. ${GONE_NEXT}`, { cause: error });
			throw toAllyeError(error, { what: `Shared memory ${name} could not be opened` });
		}
		if (segment.size >= dataSize) return new ShmByteSource(name, segment, dataSize);
		const { size } = segment;
		segment.close();
		throw new AllyeError(
			"PAYLOAD_CORRUPT",
			`Shared memory ${name} has ${size} bytes; the manifest says ${dataSize}. Send the table again, then retry.`,
		);
	}

	async read(offset: number, length: number, options: ReadOptions = {}): Promise<Uint8Array> {
		this.#checkRange(offset, length);
		const into = options.into ?? allocate(length, this.label);
		await this.#copy(offset + length, options.signal, () => this.#segment.read(offset, into));
		return into;
	}

	async readMany(
		offsets: Float64Array,
		length: number,
		options: Pick<ReadOptions, "signal"> = {},
	): Promise<Uint8Array> {
		let end = 0;
		for (const offset of offsets) {
			this.#checkRange(offset, length);
			end = Math.max(end, offset + length);
		}
		const into = allocate(offsets.length * length, this.label);
		await this.#copy(end, options.signal, () => this.#segment.readMany(offsets, length, into));
		return into;
	}

	lend<T>(work: (region: object) => Promise<T>, options: Pick<ReadOptions, "signal"> = {}): Promise<T> {
		return this.#copy(this.size, options.signal, () => work(this.#segment));
	}

	/** Runs `copy`, which reads bytes up to `end`. */
	async #copy<T>(end: number, signal: AbortSignal | undefined, copy: () => Promise<T>): Promise<T> {
		if (this.#closed) throw new AllyeError("CLOSED", `${this.label} was closed. Open the table again.`);
		throwIfAborted(signal, `Reading ${this.label}`);
		let result: T;
		try {
			result = await copy();
		} catch (error) {
			if (isAllyeError(error)) throw error;
			const { code } = error as NodeJS.ErrnoException;
			if (code === "EFAULT" || code === "ERANGE") throw this.#cutShort(end);
			throw toAllyeError(error, { what: `${this.label} could not be read` });
		}
		throwIfAborted(signal, `Reading ${this.label}`);
		return result;
	}

	#checkRange(offset: number, length: number): void {
		if (offset < 0 || length < 0 || offset + length > this.size) throw this.#cutShort(offset + length);
	}

	async close(): Promise<void> {
		if (this.#closed) return;
		this.#closed = true;
		this.#segment.close();
	}

	#cutShort(end: number): AllyeError {
		return new AllyeError(
			"PAYLOAD_CORRUPT",
			`The ${this.label} ends before byte ${end}: its sender cut it short, or it was never complete. Send the table again, then retry.`,
		);
	}
}

function allocate(length: number, label: string): Uint8Array {
	try {
		return new Uint8Array(length);
	} catch (error) {
		throw new AllyeError(
			"OUT_OF_MEMORY",
			`${length} bytes for the ${label} could not be had. Load fewer columns or rows.`,
			{ cause: error },
		);
	}
}
