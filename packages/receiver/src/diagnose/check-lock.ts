import { lstat, readFile, stat } from "node:fs/promises";
import { loadNative, nativeLoadFailure } from "@allye/native";
import type { SecretDir } from "@allye/protocol";
import type { Finding } from "./diagnosis";

/** Nobody needs the lock for longer than one append. */
const PATIENCE_MS = 2000;

/** Whether manifest.lock can be taken, and who has it where not. It is not made. */
export async function checkLock(dir: SecretDir): Promise<Finding> {
	const finding = (status: Finding["status"], message: string, next?: string): Finding => ({
		check: "lock",
		status,
		message,
		...(next === undefined ? {} : { next }),
	});
	const stats = await lstat(dir.lockPath).catch(() => null);
	if (stats === null) return finding("ok", "manifest.lock is not there yet; the first writer makes it.");
	if (stats.isDirectory())
		return finding(
			"problem",
			`${dir.lockPath} is a directory, so nobody can write, Python neither.`,
			"Some other program made it as a lock of its own. Remove it: rmdir.",
		);
	if (nativeLoadFailure())
		return finding("note", "Without the native addon nobody knows whether it is held.");
	try {
		(await loadNative().lockFile(dir.lockPath, { timeoutMs: PATIENCE_MS })).release();
		return finding("ok", "manifest.lock is free.");
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		if (code !== "ETIMEDOUT")
			return finding("problem", `manifest.lock cannot be taken: ${message}`, "Check who owns it.");
		const holders = await lockHolders(dir.lockPath);
		return finding(
			"problem",
			`manifest.lock has been held for ${PATIENCE_MS / 1000} s by ${holders.join(", ") || "a process that cannot be seen from here"}.`,
			"Nobody can write meanwhile. If that process hangs, end it: the lock goes with it.",
		);
	}
}

/** The processes that hold an flock of a file, as "pid (command)". Only Linux tells. */
export async function lockHolders(path: string): Promise<string[]> {
	const { ino } = await stat(path);
	const locks = await readFile("/proc/locks", "utf8").catch(() => "");
	const holders: string[] = [];
	// "1: FLOCK  ADVISORY  WRITE 1234 08:01:5678 0 EOF"; a line of one that waits has "->" after the number.
	for (const [, pid, inode] of locks.matchAll(
		/^\d+: FLOCK\s+\S+\s+\S+\s+(\d+) [0-9a-f]+:[0-9a-f]+:(\d+) /gm,
	)) {
		if (Number(inode) !== ino) continue;
		const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
		holders.push(`process ${pid} (${command.replaceAll("\0", " ").trim().slice(0, 120) || "unknown"})`);
	}
	return holders;
}
