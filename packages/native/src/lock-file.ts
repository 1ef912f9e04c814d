import type { Binding } from "./binding";
import type { HeldLock, LockOptions } from "./native";
import { nativeError } from "./native-error";

/** {@link Native.lockFile} */
export async function lockFile(binding: Binding, path: string, options: LockOptions): Promise<HeldLock> {
	const { timeoutMs, mode = 0o666, signal } = options;
	if (!(timeoutMs >= 0)) throw nativeError("EINVAL", "it must be 0 or more", "argument timeoutMs");
	if (signal?.aborted) throw abortError(signal, path);

	const lock = binding.openLock(path, mode);
	const release = () => binding.closeLock(lock);
	if (binding.tryLock(lock)) return { release };

	let givenUp: Error | undefined;
	const giveUp = (reason: Error) => {
		givenUp = reason;
		release();
	};
	const onAbort = () => giveUp(abortError(signal!, path));
	const timer = setTimer(timeoutMs, () => giveUp(timeoutError(timeoutMs, path)));
	signal?.addEventListener("abort", onAbort);
	try {
		const acquired = await binding.waitLock(lock);
		// Given up in the moment between the two: then the lock has been released too.
		if (givenUp || !acquired) throw givenUp;
		return { release };
	} catch (error) {
		release();
		throw error;
	} finally {
		clearTimeout(timer);
		signal?.removeEventListener("abort", onAbort);
	}
}

/** setTimeout takes at most 2^31 - 1; whoever asks for longer means for ever. */
function setTimer(milliseconds: number, run: () => void): NodeJS.Timeout | undefined {
	return milliseconds < 2 ** 31 ? setTimeout(run, milliseconds) : undefined;
}

function timeoutError(timeoutMs: number, path: string): Error {
	const error = nativeError("ETIMEDOUT", `another holds it after ${timeoutMs} ms`, `flock '${path}'`);
	return Object.assign(error, { syscall: "flock", path });
}

function abortError(signal: AbortSignal, path: string): Error {
	const error = nativeError("ABORT_ERR", "the wait was aborted", `flock '${path}'`, { cause: signal.reason });
	return Object.assign(error, { name: "AbortError", syscall: "flock", path });
}
