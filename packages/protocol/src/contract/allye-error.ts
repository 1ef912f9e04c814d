/**
 * Every way an Allye call can fail. The list is closed: a `switch` over it can be exhaustive.
 *
 * | code | what happened |
 * | --- | --- |
 * | TABLE_NOT_FOUND | no ready event has that table_name (and producer) |
 * | PAYLOAD_MISSING | the payload file is not there |
 * | SHM_GONE | the shared memory is not there: its sender has probably exited |
 * | PAYLOAD_CORRUPT | the payload is not valid Arrow, truncated, or not what the manifest says |
 * | PAYLOAD_REFUSED | the locator points where nothing of ours may lie |
 * | TYPE_UNSUPPORTED | an Arrow type that this version cannot read or write |
 * | TRANSPORT_UNKNOWN | the manifest names a transport that no installed package offers |
 * | SHM_TOO_LARGE | the table is larger than maxShmBytes |
 * | OVER_LIMITS | loading would exceed the limits; `estimate` says by how much |
 * | OUT_OF_MEMORY | the machine refused the memory |
 * | LOCK_TIMEOUT | another process held manifest.lock for 30 s |
 * | NO_SPACE | disk or shared memory is full |
 * | NATIVE_UNAVAILABLE | the native addon did not load and this needs it |
 * | PERMISSION | the operating system refused access |
 * | INVALID_ARGUMENT | the caller's argument is wrong |
 * | ABORTED | the caller's AbortSignal fired; `cause` is its reason |
 * | CLOSED | the receiver, transmitter or table was closed before |
 * | EXPIRED | expires_at has passed |
 */
export const ALLYE_ERROR_CODES = [
	"TABLE_NOT_FOUND",
	"PAYLOAD_MISSING",
	"SHM_GONE",
	"PAYLOAD_CORRUPT",
	"PAYLOAD_REFUSED",
	"TYPE_UNSUPPORTED",
	"TRANSPORT_UNKNOWN",
	"SHM_TOO_LARGE",
	"OVER_LIMITS",
	"OUT_OF_MEMORY",
	"LOCK_TIMEOUT",
	"NO_SPACE",
	"NATIVE_UNAVAILABLE",
	"PERMISSION",
	"INVALID_ARGUMENT",
	"ABORTED",
	"CLOSED",
	"EXPIRED",
] as const;

/** One of the codes that an {@link AllyeError} can have; docs/reference/error-codes.md explains each. */
export type AllyeErrorCode = (typeof ALLYE_ERROR_CODES)[number];

/**
 * The one error class of all `@allye/*` packages.
 *
 * `message` says what happened, where, and what to do next. Test for it with {@link isAllyeError}: two copies
 * of a package in one process have two classes, so `instanceof` is not enough.
 */
export class AllyeError extends Error {
	override readonly name = "AllyeError";
	readonly code: AllyeErrorCode;

	constructor(code: AllyeErrorCode, message: string, options?: { cause?: unknown }) {
		super(message, options);
		this.code = code;
	}
}

/** True for an {@link AllyeError} of any copy of this package; with `code`, only for that code. */
export function isAllyeError(error: unknown, code?: AllyeErrorCode): error is AllyeError {
	if (!(error instanceof Error) || error.name !== "AllyeError") return false;
	return code === undefined || (error as AllyeError).code === code;
}

/** Throws ABORTED, with the signal's reason as `cause`, if `signal` has fired. */
export function throwIfAborted(signal: AbortSignal | undefined, what: string): void {
	if (signal?.aborted) throw abortedError(signal, what);
}

/** The ABORTED error for `signal`; `what` names the work that was given up, as in "Loading iris". */
export function abortedError(signal: AbortSignal, what: string): AllyeError {
	return new AllyeError(
		"ABORTED",
		`${what} was cancelled. Nothing was changed; start it again when you like.`,
		{
			cause: signal.reason,
		},
	);
}
