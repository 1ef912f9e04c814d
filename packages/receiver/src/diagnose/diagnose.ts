import {
	AllyeError,
	type FoundGarbage,
	findGarbage,
	isAllyeError,
	resolveSecretDir,
	type SecretDir,
	type Transport,
} from "@allye/protocol";
import { createFileTransport } from "@allye/transport-file";
import { createShmTransport, removeSegment } from "@allye/transport-shm";
import { checkAddon } from "./check-addon";
import { checkDirectory, checkEnvironment } from "./check-directory";
import { checkLock } from "./check-lock";
import { checkManifest } from "./check-manifest";
import { checkPayloads } from "./check-payloads";
import { checkPython } from "./check-python";
import { checkSpace } from "./check-space";
import type { Diagnosis, Finding } from "./diagnosis";
import { findLeftovers, leftoverFindings } from "./find-leftovers";

/** What to look at. */
export interface DiagnoseOptions {
	/** Default: ALLYE_SECRET_DIR, else ~/.allye_secrets. */
	secretDir?: string;
	/** The interpreter to look at. Default: ALLYE_PYTHON, else python3, else python. */
	python?: string;
	signal?: AbortSignal;
}

/** What `diagnose` of this package does. */
export async function diagnose(options: DiagnoseOptions = {}): Promise<Diagnosis> {
	const { signal } = options;
	const dir = resolveSecretDir({ secretDir: options.secretDir });
	const transports = [createFileTransport(), createShmTransport()];
	const python = checkPython(options.python, signal);
	const garbage = await garbageOrFinding(dir, transports, signal);
	const found = "status" in garbage ? NOTHING : garbage;
	const leftovers = await findLeftovers(found);
	const findings = [
		...(await checkAddon()),
		...(await checkDirectory(dir)),
		...(await checkEnvironment(dir)),
		await checkLock(dir),
		...(await checkManifest(dir, signal)),
		...("status" in garbage ? [garbage] : await checkPayloads(dir, found, transports, signal)),
		...leftoverFindings(leftovers),
		...(await checkSpace(dir)),
		await python,
	];
	return { secretDir: dir.path, findings, leftovers };
}

/** What `removeLeftover` of this package does. */
export async function removeLeftover(
	name: string,
	options: Omit<DiagnoseOptions, "python"> = {},
): Promise<void> {
	const dir = resolveSecretDir({ secretDir: options.secretDir });
	const found = await findGarbage(dir, { transports: [createShmTransport()], signal: options.signal });
	const leftovers = await findLeftovers(found);
	if (!leftovers.some((leftover) => leftover.name === name))
		throw new AllyeError(
			"INVALID_ARGUMENT",
			`${JSON.stringify(name)} is no shared memory that was left over. allye doctor lists what is.`,
		);
	removeSegment(name);
}

const NOTHING: FoundGarbage = { garbage: [], inUse: [], foreign: [] };

async function garbageOrFinding(
	dir: SecretDir,
	transports: readonly Transport[],
	signal: AbortSignal | undefined,
): Promise<FoundGarbage | Finding> {
	try {
		return await findGarbage(dir, { transports, signal });
	} catch (error) {
		if (isAllyeError(error, "ABORTED")) throw error;
		const message = error instanceof Error ? error.message : String(error);
		return { check: "payloads", status: "problem", message: `The payloads cannot be looked at: ${message}` };
	}
}
