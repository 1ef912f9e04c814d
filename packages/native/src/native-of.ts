import type { Binding } from "./binding";
import { type CompressOptions, compress } from "./compress";
import { encodeKernelsOf } from "./encode-kernels";
import { requireFixedMemory } from "./fixed-memory";
import { kernelsOf } from "./kernels";
import { lineScannerOf } from "./line-scanner";
import { lockFile } from "./lock-file";
import type { Codec, Native } from "./native";
import { decodeMany } from "./range-decoder";
import { Region } from "./region";

/** The interface of this package over the addon's own. */
export function nativeOf(binding: Binding): Native {
	return {
		lockFile: (path, options) => lockFile(binding, path, options),
		mapFile: (path) => new Region(binding, binding.mapFile(path)),
		async createSharedMemory(name, chunks, { mode = 0o600 } = {}) {
			for (const chunk of chunks) requireFixedMemory(chunk, "chunks");
			return new Region(binding, await binding.createSharedMemory(name, chunks, mode));
		},
		openSharedMemory: (name) => new Region(binding, binding.openSharedMemory(name)),
		unlinkSharedMemory: (name) => binding.unlinkSharedMemory(name),
		async decompress(codec, input, output) {
			requireFixedMemory(input, "input");
			requireFixedMemory(output, "output");
			await binding.decompress(codec, input, output);
		},
		async decompressRange(codec, input, skip, output) {
			requireFixedMemory(input, "input");
			requireFixedMemory(output, "output");
			return binding.decompressRange(codec, input, skip, output);
		},
		decodeMany: (requests) => decodeMany(binding, requests),
		kernels: kernelsOf(binding),
		encodeKernels: encodeKernelsOf(binding),
		createLineScanner: (first, second) => lineScannerOf(binding, first, second),
		compress: ((codec: Codec, input: Uint8Array, options?: CompressOptions) =>
			compress(binding, codec, input, options)) as Native["compress"],
	};
}
