import type { Binding } from "./binding";
import { requireFixedMemory } from "./fixed-memory";
import type { Codec } from "./native";
import { nativeError } from "./native-error";

export interface CompressOptions {
	leastSaving?: number;
	signal?: AbortSignal;
}

/**
 * Up to so many bytes a frame is made in the addon's memory and copied out of it, in less than a millisecond: memory for the largest frame
 * possible, most of it for nothing, would have V8 collect garbage again and again.
 */
const COPIED = 8 * 1024 * 1024;

/** {@link Native.compress} */
export async function compress(
	binding: Binding,
	codec: Codec,
	input: Uint8Array,
	{ leastSaving = 0, signal }: CompressOptions = {},
): Promise<Uint8Array | null> {
	requireFixedMemory(input, "input");
	if (signal?.aborted) throw abortError(signal);
	try {
		const cancelled = cancelFlag(signal);
		if (input.length <= COPIED) return await binding.compress(codec, input, null, leastSaving, cancelled);
		// Not zeroed, so that pages past the frame are never touched and cost nothing.
		const { buffer } = Buffer.allocUnsafeSlow(binding.compressBound(codec, input.length));
		const length = await binding.compress(codec, input, new Uint8Array(buffer), leastSaving, cancelled);
		return length === null ? null : new Uint8Array(buffer, 0, length);
	} catch (error) {
		throw signal?.aborted && (error as NodeJS.ErrnoException).code === "ECANCELED"
			? abortError(signal)
			: error;
	}
}

const flags = new WeakMap<AbortSignal, Uint8Array>();

/** One byte that is 0 until the signal fires: worker threads look at it. One listener a signal, however many buffers it is for. */
function cancelFlag(signal: AbortSignal | undefined): Uint8Array | null {
	if (signal === undefined) return null;
	let flag = flags.get(signal);
	if (flag === undefined) {
		const made = new Uint8Array(1);
		signal.addEventListener("abort", () => made.fill(1), { once: true });
		flags.set(signal, made);
		flag = made;
	}
	return flag;
}

function abortError(signal: AbortSignal): Error {
	const error = nativeError("ABORT_ERR", "compressing was aborted", "compress", { cause: signal.reason });
	return Object.assign(error, { name: "AbortError", syscall: "compress" });
}
