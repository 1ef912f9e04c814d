import type { RangeDecoder } from "@allye/protocol/contract";

/** Closes the decoders that work for somebody whose signal fires. One listener a signal, however many decoders: Node warns of an eleventh. */
export class CloseOnAbort {
	readonly #watched = new Map<AbortSignal, { decoders: Set<RangeDecoder>; stop: () => void }>();

	watch(signal: AbortSignal | undefined, decoder: RangeDecoder): void {
		if (signal === undefined) return;
		let watched = this.#watched.get(signal);
		if (watched === undefined) {
			const decoders = new Set<RangeDecoder>();
			const stop = () => {
				for (const each of decoders) each.close();
			};
			watched = { decoders, stop };
			signal.addEventListener("abort", stop, { once: true });
			this.#watched.set(signal, watched);
		}
		watched.decoders.add(decoder);
	}

	unwatch(signal: AbortSignal | undefined, decoder: RangeDecoder): void {
		if (signal === undefined) return;
		const watched = this.#watched.get(signal);
		if (watched === undefined) return;
		watched.decoders.delete(decoder);
		if (watched.decoders.size > 0) return;
		signal.removeEventListener("abort", watched.stop);
		this.#watched.delete(signal);
	}
}
