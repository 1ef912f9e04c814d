import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import type { SecretDir } from "@allye/protocol";
import { formatBytes } from "../amounts";
import type { Finding } from "./diagnosis";

const LITTLE = { disk: 2 ** 30, "shared memory": 64 * 2 ** 20 };

/** How much room is left for payloads: on the disk, and on Linux in shared memory. */
export async function checkSpace(dir: SecretDir): Promise<Finding[]> {
	const findings = [await room("disk", await firstExisting(dir.path))];
	if (process.platform === "linux") findings.push(await room("shared memory", "/dev/shm"));
	return findings.filter((finding) => finding !== null);
}

async function room(check: keyof typeof LITTLE, path: string): Promise<Finding | null> {
	const stats = await statfs(path).catch(() => null);
	if (stats === null) return null;
	const bytes = stats.bavail * stats.bsize;
	const message = `${formatBytes(bytes)} free (${path}).`;
	if (bytes >= LITTLE[check]) return { check, status: "ok", message };
	return { check, status: "warning", message, next: "Free some: allye gc lists what nobody needs." };
}

async function firstExisting(path: string): Promise<string> {
	for (let each = path; ; each = dirname(each))
		if ((await statfs(each).catch(() => null)) !== null || each === dirname(each)) return each;
}
