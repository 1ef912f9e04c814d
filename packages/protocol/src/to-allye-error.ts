import { AllyeError, type AllyeErrorCode, abortedError, isAllyeError } from "./contract";

/** What {@link toAllyeError} needs to say what happened, where, and what to do next. */
export interface FailureContext {
	/** The work that failed, as a clause: "Cannot append to the manifest". */
	what: string;
	/** Where, if `what` does not say it. */
	path?: string;
	/** What to do next, as a sentence, instead of the code's own advice. */
	next?: string;
	/** The code for ENOENT, which means something else to each caller; INVALID_ARGUMENT by default. */
	missing?: AllyeErrorCode;
	/** The code for an errno that this table does not have; PERMISSION ("the operating system refused") by default. */
	otherwise?: AllyeErrorCode;
	/** Where it has fired, the result is ABORTED. */
	signal?: AbortSignal;
}

const CODES: Record<string, AllyeErrorCode> = {
	EACCES: "PERMISSION",
	EPERM: "PERMISSION",
	EROFS: "PERMISSION",
	ENOSPC: "NO_SPACE",
	EDQUOT: "NO_SPACE",
	EFBIG: "NO_SPACE",
	ENOMEM: "OUT_OF_MEMORY",
	EMFILE: "OUT_OF_MEMORY",
	ENFILE: "OUT_OF_MEMORY",
	ETIMEDOUT: "LOCK_TIMEOUT",
	EFAULT: "PAYLOAD_CORRUPT",
	ECORRUPT: "PAYLOAD_CORRUPT",
	ERR_NATIVE_UNAVAILABLE: "NATIVE_UNAVAILABLE",
	EINVAL: "INVALID_ARGUMENT",
	EEXIST: "INVALID_ARGUMENT",
	EISDIR: "INVALID_ARGUMENT",
	ENOTDIR: "INVALID_ARGUMENT",
	ELOOP: "INVALID_ARGUMENT",
	ENAMETOOLONG: "INVALID_ARGUMENT",
	ERR_INVALID_ARG_VALUE: "INVALID_ARGUMENT",
};

const ADVICE: Partial<Record<AllyeErrorCode, string>> = {
	PERMISSION: "Check who owns it and its permissions, or use another secret directory.",
	NO_SPACE: "Free some space, or use a secret directory on another disk.",
	OUT_OF_MEMORY: "Close what is not needed, or work on fewer rows or columns at a time.",
	LOCK_TIMEOUT: "Another process holds the lock: end it if it hangs, then try again.",
	INVALID_ARGUMENT: "Check the path.",
	PAYLOAD_CORRUPT: "Send the table again, then retry.",
	NATIVE_UNAVAILABLE:
		"Reading files works without it; for the rest install @allye/native for this platform, or build it.",
};

/**
 * An error of Node or of the native addon (an errno `code`) as an {@link AllyeError} with that error as its cause; one that is an
 * AllyeError already is returned as it is.
 *
 * @throws `error` itself where it has no errno: it is a mistake in a program, and no advice about files would help
 */
export function toAllyeError(error: unknown, context: FailureContext): AllyeError {
	if (isAllyeError(error)) return error;
	if (context.signal?.aborted) return abortedError(context.signal, context.what);
	const errno = (error as NodeJS.ErrnoException | null)?.code;
	if (typeof errno !== "string") throw error;
	const code =
		errno === "ENOENT"
			? (context.missing ?? "INVALID_ARGUMENT")
			: (CODES[errno] ?? context.otherwise ?? "PERMISSION");
	const reason = errno === "ENOENT" ? "it is not there" : messageOf(error);
	const known = errno === "ENOENT" || errno in CODES || context.otherwise !== undefined;
	const next =
		context.next ?? (known ? ADVICE[code] : undefined) ?? "Try again; if it stays, look at the disk.";
	const where = context.path === undefined ? "" : ` (${context.path})`;
	return new AllyeError(code, `${context.what}${where}: ${reason}. ${next}`, { cause: error });
}

function messageOf(error: unknown): string {
	return (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");
}
