import type { Binding, DecoderHandle } from "./binding";
import { requireFixedMemory } from "./fixed-memory";

/** A compressed part of a mapping, of which ranges can be decoded without its bytes passing through JavaScript. */
export interface RangeDecoder {
	/** Bytes of memory that it holds to go on from where it stopped; 0 after {@link close}. */
	readonly heldBytes: number;
	/** Gives its memory back, and ends what it is doing soon, with EBADF. Closing the mapping closes it too. */
	close(): void;
}

/** What {@link Native.decodeMany} is asked for. */
export interface DecodeRequest {
	readonly decoder: RangeDecoder;
	/**
	 * Starts and ends of ranges of decoded bytes, in turn, rising. Decoding begins where this decoder was kept last, if that is not
	 * behind the first range, and otherwise at the start.
	 */
	readonly ranges: Float64Array;
	/** Takes the ranges, one behind the other: exactly as many bytes. Not to be transferred until the promise settles. */
	readonly output: Uint8Array;
	/** Hold the place behind the last range for a later request. */
	readonly keep: boolean;
}

/** {@link RangeDecoder} by the addon. */
export class AddonDecoder implements RangeDecoder {
	#closed = false;

	constructor(
		private readonly binding: Binding,
		readonly handle: DecoderHandle,
		private readonly onClose: () => void,
	) {}

	get heldBytes(): number {
		return this.#closed ? 0 : this.binding.heldByDecoder(this.handle);
	}

	close(): void {
		if (this.#closed) return;
		this.#closed = true;
		this.binding.closeDecoder(this.handle);
		this.onClose();
	}
}

/** All requests in a few tasks on worker threads. */
export async function decodeMany(
	binding: Binding,
	requests: readonly DecodeRequest[],
): Promise<(number | Error)[]> {
	for (const { output } of requests) requireFixedMemory(output, "output");
	const results = new Array<number | Error>(requests.length).fill(0);
	const threads = binding.decodeMany(
		requests.map(({ decoder }) => (decoder as AddonDecoder).handle),
		requests.map(({ ranges }) => ranges),
		requests.map(({ output }) => output),
		Uint8Array.from(requests, ({ keep }) => (keep ? 1 : 0)),
	);
	for (const done of await Promise.all(threads))
		for (let i = 0; i < done.length; i += 2) results[done[i] as number] = done[i + 1]!;
	return results;
}
