import { lstat, realpath, stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join } from "node:path";
import { AllyeError, type LocateOptions, type PayloadLocation, toAllyeError } from "@allye/protocol";

const MISSING_NEXT = "It may have been deleted or cleaned up; send the table again, then retry.";

/**
 * The real path of a payload file, checked: a regular `.arrow` file directly in `<secretDir>/payloads/` once every symlink is
 * followed. A relative locator means `payloads/<its file name>`, for a Python whose secret_dir was relative writes one.
 *
 * @throws PAYLOAD_MISSING, PAYLOAD_REFUSED, PERMISSION
 */
export async function locatePayloadFile(location: PayloadLocation, options: LocateOptions): Promise<string>;
export async function locatePayloadFile(
	location: PayloadLocation,
	options: LocateOptions,
	missing: { mayBeMissing: true },
): Promise<string | null>;
export async function locatePayloadFile(
	{ locator }: PayloadLocation,
	{ secretDir, payloadsAnywhere = false }: LocateOptions,
	missing: { mayBeMissing: boolean } = { mayBeMissing: false },
): Promise<string | null> {
	if (locator === "" || locator.includes("\0") || endsProcess(locator))
		throw refused(locator, "is not a file path");
	const payloads = join(secretDir, "payloads");
	const path = isAbsolute(locator) ? locator : join(payloads, basename(locator));

	const folder = await realpathOrNull(dirname(path));
	const allowed = await realpathOrNull(payloads);
	const inside = folder !== null && folder === allowed;
	// A folder that is gone is a missing payload only where it is ours; elsewhere we don't say what exists.
	if (!payloadsAnywhere && !inside && !(folder === null && dirname(path) === payloads))
		throw refused(locator, `does not lie directly in ${payloads}`);

	const real = await realpathOrNull(path);
	if (real === null) {
		if (missing.mayBeMissing) return null;
		throw new AllyeError("PAYLOAD_MISSING", `The payload file is missing: ${path}. ${MISSING_NEXT}`);
	}
	if (!payloadsAnywhere && dirname(real) !== allowed)
		throw refused(locator, `leads out of ${payloads}, to ${real}`);
	if (!payloadsAnywhere && !real.endsWith(".arrow")) throw refused(locator, "is not an .arrow file");
	if (!(await stat(real)).isFile()) throw refused(locator, "is not a regular file");
	return missing.mayBeMissing ? await unfollowed(path, real) : real;
}

/** On Windows libuv ends the process at a path with the last code point: uv_wtf8_to_utf16 asserts `code_point < 0x10FFFF` (nodejs/node issue 65060, mended in libuv 1.52). */
function endsProcess(path: string): boolean {
	return process.platform === "win32" && path.includes("\u{10ffff}");
}

/** What a removal must unlink: the link itself would be left dangling if its target were removed. */
async function unfollowed(path: string, real: string): Promise<string> {
	return (await lstat(path)).isSymbolicLink() ? path : real;
}

function refused(locator: string, why: string): AllyeError {
	return new AllyeError(
		"PAYLOAD_REFUSED",
		`The payload ${JSON.stringify(locator)} ${why}, so it is not opened. ` +
			"If you trust whoever wrote this manifest, allow it with payloadsAnywhere: true.",
	);
}

async function realpathOrNull(path: string): Promise<string | null> {
	try {
		return await realpath(path);
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === "ENOENT" || code === "ENOTDIR") return null;
		throw toAllyeError(error, { what: "The payload file cannot be reached", path });
	}
}
