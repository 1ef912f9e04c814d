import type { Binding, RegionHandle } from "./binding";
import { requireFixedMemory } from "./fixed-memory";
import type { FileMapping } from "./native";

/** A mapped file or segment: {@link FileMapping} and {@link SharedMemory}. */
export class Region implements FileMapping {
	readonly size: number;
	readonly #binding: Binding;
	readonly #handle: RegionHandle;

	constructor(binding: Binding, handle: RegionHandle) {
		this.#binding = binding;
		this.#handle = handle;
		this.size = binding.regionSize(handle);
	}

	async read(offset: number, into: Uint8Array): Promise<void> {
		requireFixedMemory(into, "into");
		await this.#binding.readRegion(this.#handle, offset, into);
	}

	async readMany(offsets: Float64Array, length: number, into: Uint8Array): Promise<void> {
		requireFixedMemory(into, "into");
		await this.#binding.readRegionMany(this.#handle, offsets, length, into);
	}

	close(): void {
		this.#binding.closeRegion(this.#handle);
	}
}
