import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** Lines of this process's memory map that name `path` (Linux). */
export function mappingsOf(path: string): string[] {
	return readFileSync("/proc/self/maps", "utf8")
		.split("\n")
		.filter((line) => line.endsWith(path) || line.includes(`${path} (deleted)`));
}

/** How many descriptors of this process are open on `path` (Linux). */
export function descriptorsOf(path: string): number {
	return readdirSync("/proc/self/fd").filter((number) => {
		try {
			return readlinkSync(`/proc/self/fd/${number}`).startsWith(path);
		} catch {
			return false;
		}
	}).length;
}
