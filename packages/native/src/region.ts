import type { Binding, RegionHandle } from "./binding";
import { requireFixedMemory } from "./fixed-memory";
import type { Codec, FileMapping } from "./native";
import { nativeError } from "./native-error";
import { AddonDecoder, type RangeDecoder } from "./range-decoder";

/** A mapped file or segment: {@link FileMapping} and {@link SharedMemory}. */
export class Region implements FileMapping {
	readonly size: number;
	readonly #binding: Binding;
	readonly #handle: RegionHandle;
	readonly #decoders = new Set<RangeDecoder>();

	constructor(binding: Binding, handle: RegionHandle) {
		this.#binding = binding;
		this.#handle = handle;
		this.size = binding.regionSize(handle);
	}

	/** @throws EINVAL for anything that is no mapping of this addon */
	static handleOf(region: object): RegionHandle {
		if (#handle in region) return region.#handle;
		throw nativeError("EINVAL", "it must be a mapped file or segment", "argument region");
	}

	async read(offset: number, into: Uint8Array): Promise<void> {
		requireFixedMemory(into, "into");
		await this.#binding.readRegion(this.#handle, offset, into);
	}

	async readMany(offsets: Float64Array, length: number, into: Uint8Array): Promise<void> {
		requireFixedMemory(into, "into");
		await this.#binding.readRegionMany(this.#handle, offsets, length, into);
	}

	openDecoder(codec: Codec, offset: number, length: number): RangeDecoder {
		const handle = this.#binding.openDecoder(this.#handle, codec, offset, length);
		const decoder = new AddonDecoder(this.#binding, handle, () => this.#decoders.delete(decoder));
		this.#decoders.add(decoder);
		return decoder;
	}

	close(): void {
		for (const decoder of this.#decoders) decoder.close();
		this.#binding.closeRegion(this.#handle);
	}
}
