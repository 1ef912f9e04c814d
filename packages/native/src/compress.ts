import type { Binding } from "./binding";
import { requireFixedMemory } from "./fixed-memory";
import type { Codec } from "./native";

/** {@link Native.compress} */
export async function compress(binding: Binding, codec: Codec, input: Uint8Array): Promise<Uint8Array> {
	requireFixedMemory(input, "input");
	// Not zeroed, so that pages past the frame are never touched and cost nothing.
	const { buffer } = Buffer.allocUnsafeSlow(binding.compressBound(codec, input.length));
	const length = await binding.compress(codec, input, new Uint8Array(buffer));
	return new Uint8Array(buffer, 0, length);
}
