import type { DiagnoseOptions } from "./diagnose/diagnose";
import type { Diagnosis } from "./diagnose/diagnosis";

// Both are loaded when they are called: most programs never do.

/**
 * Looks at all that Allye depends on: the system, the addon and its codecs, the secret directory and who gets at it, the lock and who holds it, the
 * whole manifest, the payloads, shared memory, the room that is left, and Python. Changes nothing.
 *
 * @throws INVALID_ARGUMENT, ABORTED: all else is a finding
 */
export async function diagnose(options: DiagnoseOptions = {}): Promise<Diagnosis> {
	return (await import("./diagnose/diagnose")).diagnose(options);
}

/**
 * Removes a segment of shared memory that {@link diagnose} lists as left over. A table that is in it is gone then.
 *
 * @throws INVALID_ARGUMENT where it is not one of those; PERMISSION, NATIVE_UNAVAILABLE
 */
export async function removeLeftover(
	name: string,
	options: Omit<DiagnoseOptions, "python"> = {},
): Promise<void> {
	await (await import("./diagnose/diagnose")).removeLeftover(name, options);
}
