import os from "node:os";
import path from "node:path";
import { AllyeError } from "./contract";

/** Where tables are exchanged. All paths are absolute. Source: requirements section 2.1. */
export interface SecretDir {
	path: string;
	/** `manifest.jsonl` */
	manifestPath: string;
	/** `manifest.lock` */
	lockPath: string;
	/** `payloads/` */
	payloadsPath: string;
	/** It is `~/.allye_secrets`, the directory Python uses when it is given none. */
	isDefault: boolean;
	/** ALLYE_SECRET_DIR decided. The Python package 0.1.2 does not read it: its users must pass `secret_dir=`. */
	fromEnvironment: boolean;
}

/** Where to look for the name of the secret directory. */
export interface SecretDirOptions {
	/** The caller's choice; it wins over the environment. */
	secretDir?: string;
	/** Default: process.env */
	env?: Record<string, string | undefined>;
	/** What `~` means. Default: os.homedir() */
	homedir?: string;
}

/**
 * Finds the secret directory: the argument, else ALLYE_SECRET_DIR (empty means unset), else `~/.allye_secrets`. Nothing is
 * read or made.
 *
 * @throws INVALID_ARGUMENT for an empty argument
 */
export function resolveSecretDir(options: SecretDirOptions = {}): SecretDir {
	const { secretDir, env = process.env, homedir = os.homedir() } = options;
	if (secretDir === "") {
		throw new AllyeError(
			"INVALID_ARGUMENT",
			"secretDir is empty. Give a directory, or leave it out for the default one.",
		);
	}
	const fromEnvironment = secretDir === undefined && Boolean(env.ALLYE_SECRET_DIR);
	const usual = path.resolve(homedir, ".allye_secrets");
	const chosen = path.resolve(expandHome(secretDir ?? (env.ALLYE_SECRET_DIR || usual), homedir));
	return {
		path: chosen,
		manifestPath: path.join(chosen, "manifest.jsonl"),
		lockPath: path.join(chosen, "manifest.lock"),
		payloadsPath: path.join(chosen, "payloads"),
		isDefault: chosen === usual,
		fromEnvironment,
	};
}

function expandHome(text: string, homedir: string): string {
	if (text === "~") return homedir;
	return text.startsWith("~/") || text.startsWith(`~${path.sep}`) ? path.join(homedir, text.slice(2)) : text;
}
