import { AllyeError, isAllyeError } from "@allye/protocol";
import { formatBytes, formatCount } from "./amounts";
import type { Estimate } from "./estimate";

/** What a load may cost; beyond any of these it rejects with OVER_LIMITS, unless it is asked to `allowLarge`. */
export interface Limits {
	/** Bytes of the Orange Table. Default: 2 GiB. */
	maxBytes?: number;
	/** Rows times columns. Default: 100,000,000. */
	maxCells?: number;
	/** Of the memory that is available. Default: 0.5. */
	maxShareOfAvailable?: number;
}

/** A rejection for a load that is too large: OVER_LIMITS, or OUT_OF_MEMORY where it was known before. */
export type TooLargeError = AllyeError & { readonly estimate: Estimate };

/** True for an error of a load that was refused before anything was read; `error.estimate` then says what it would have cost. */
export function isTooLarge(error: unknown): error is TooLargeError {
	return (isAllyeError(error, "OVER_LIMITS") || isAllyeError(error, "OUT_OF_MEMORY")) && "estimate" in error;
}

/** @throws INVALID_ARGUMENT for a limit that is no number from 0 on */
export function checkLimits(limits: Limits = {}): void {
	for (const [name, value] of Object.entries(limits))
		if (value !== undefined && !(typeof value === "number" && value >= 0))
			throw new AllyeError(
				"INVALID_ARGUMENT",
				`limits.${name} is ${value}; give a number from 0 on, or Infinity.`,
			);
}

/** Which limits an estimate exceeds, in words. */
export function exceededLimits(
	{
		rows,
		columns,
		loadedBytes,
		availableBytes,
	}: Pick<Estimate, "rows" | "columns" | "loadedBytes" | "availableBytes">,
	limits: Limits,
): string[] {
	const { maxBytes = 2 * 2 ** 30, maxCells = 1e8, maxShareOfAvailable = 0.5 } = limits;
	const cells = rows * columns;
	return [
		loadedBytes > maxBytes && `${formatBytes(loadedBytes)} of memory, more than ${formatBytes(maxBytes)}`,
		cells > maxCells && `${formatCount(cells)} cells, more than ${formatCount(maxCells)}`,
		loadedBytes > availableBytes * maxShareOfAvailable &&
			`${formatBytes(loadedBytes)} of memory, more than ${Math.round(maxShareOfAvailable * 100)} % of the ${formatBytes(availableBytes)} that is free`,
	].filter((exceeded) => exceeded !== false);
}

/**
 * Refuses what is too large, before any memory is asked for.
 *
 * @param what is loaded, as in "All 10,000,000 rows"
 * @throws OVER_LIMITS with `estimate`; OUT_OF_MEMORY with `estimate` where `allowLarge` lifts the limits and memory is not enough
 */
export function refuseTooLarge(estimate: Estimate, what: string, allowLarge: boolean): void {
	const { loadedBytes, availableBytes, warnings } = estimate;
	const need =
		`${what} need ${formatBytes(loadedBytes)}; ${formatBytes(availableBytes)} is free. ` +
		"Load a sample or fewer columns.";
	if (!allowLarge && warnings.length > 0)
		throw tooLarge(
			"OVER_LIMITS",
			`${need} (Over the limits: ${warnings.join("; ")}. allowLarge lifts them.)`,
			estimate,
		);
	if (loadedBytes > availableBytes)
		throw tooLarge("OUT_OF_MEMORY", `${need} Or close other programs, then retry.`, estimate);
}

function tooLarge(code: "OVER_LIMITS" | "OUT_OF_MEMORY", message: string, estimate: Estimate): TooLargeError {
	return Object.assign(new AllyeError(code, message), { estimate });
}

/** What JavaScript throws where memory ends, as OUT_OF_MEMORY. */
export function memoryError(cause: unknown): unknown {
	if (!(cause instanceof RangeError)) return cause;
	return new AllyeError(
		"OUT_OF_MEMORY",
		"The machine refused the memory for the table. Load a sample or fewer columns, or close other programs.",
		{ cause },
	);
}
