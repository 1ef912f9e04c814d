import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { freemem } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

/**
 * Bytes that this process can still get without making others swap, or being killed.
 *
 * | system | what is asked |
 * | --- | --- |
 * | Linux | MemAvailable of /proc/meminfo (free memory and caches that can be given up), the room that each memory cgroup of this process leaves, version 1 or 2, and what a limit of its address space (`ulimit -v`) leaves beyond 64 MiB for JavaScript itself; the least |
 * | macOS | `vm_stat`: pages free, inactive, speculative and purgeable. An approximation: inactive pages may have to be written first |
 * | Windows, others | the system's free memory, which on Windows includes its cache. An approximation: the commit limit may be less |
 *
 * @param root where /proc and /sys lie
 */
export async function availableMemory(root = "/"): Promise<number> {
	if (process.platform === "linux" || root !== "/") {
		const least = Math.min(memAvailable(root), cgroupRoom(root), addressSpaceRoom(root));
		return Number.isFinite(least) ? Math.max(0, least) : freemem();
	}
	if (process.platform === "darwin") return (await vmStat()) ?? freemem();
	return freemem();
}

/** How long a figure counts for those who need little of it, in milliseconds, and which share is little. */
const RECENT = 1000;
const LITTLE = 1 / 64;

let asked = { at: Number.NEGATIVE_INFINITY, bytes: 0 };

/**
 * {@link availableMemory}, for one who is going to take so many bytes. Where that is little of what there was a moment ago nothing is asked: a small
 * table loads in the time that asking takes.
 */
export async function availableMemoryFor(bytes: number): Promise<number> {
	if (performance.now() - asked.at > RECENT || bytes > asked.bytes * LITTLE)
		asked = { at: performance.now(), bytes: await availableMemory() };
	return asked.bytes;
}

function memAvailable(root: string): number {
	const kilobytes = /^MemAvailable:\s+(\d+) kB$/m.exec(textOf(join(root, "proc/meminfo")))?.[1];
	return kilobytes === undefined ? Number.POSITIVE_INFINITY : Number(kilobytes) * 1024;
}

/** Where the address space ends in the middle of a collection Node ends the process, so some is left to it. */
const LEFT_TO_JAVASCRIPT = 64 * 2 ** 20;

function addressSpaceRoom(root: string): number {
	const limit = /^Max address space\s+(\d+)/m.exec(textOf(join(root, "proc/self/limits")))?.[1];
	const used = /^VmSize:\s+(\d+) kB$/m.exec(textOf(join(root, "proc/self/status")))?.[1];
	if (limit === undefined || used === undefined) return Number.POSITIVE_INFINITY;
	return Number(limit) - 1024 * Number(used) - LEFT_TO_JAVASCRIPT;
}

/** A line of /proc/self/cgroup is "number:controllers:path"; version 2 has the number 0 and no controllers. */
function cgroupRoom(root: string): number {
	const rooms: number[] = [];
	for (const line of textOf(join(root, "proc/self/cgroup")).split("\n")) {
		const [number, controllers, path] = line.split(":");
		if (path === undefined) continue;
		const mount = join(root, "sys/fs/cgroup");
		if (number === "0") rooms.push(roomOf(mount, path, V2));
		else if (controllers?.split(",").includes("memory")) rooms.push(roomOf(join(mount, "memory"), path, V1));
	}
	return Math.min(Number.POSITIVE_INFINITY, ...rooms);
}

const V1 = { limit: "memory.limit_in_bytes", used: "memory.usage_in_bytes", cache: "total_inactive_file" };
const V2 = { limit: "memory.max", used: "memory.current", cache: "inactive_file" };

/** The least room that the group or one above it leaves. In a container its path may not exist, but the mount itself does. */
function roomOf(mount: string, path: string, names: typeof V2): number {
	let least = Number.POSITIVE_INFINITY;
	for (let at = path; ; at = dirname(at)) {
		const group = join(mount, at);
		const limit = textOf(join(group, names.limit));
		const used = isLimit(limit.trim()) ? textOf(join(group, names.used)) : "";
		if (/^\d+$/.test(used.trim())) {
			const stat = textOf(join(group, "memory.stat"));
			// Files read lately count as used, and are given up first.
			const cache = Number(new RegExp(`^${names.cache} (\\d+)$`, "m").exec(stat)?.[1] ?? 0);
			least = Math.min(least, Number(limit) - Math.max(0, Number(used) - cache));
		}
		if (at === "/" || at === ".") return least;
	}
}

/** Version 2 says "max" where there is none, version 1 a number near 2^63. */
const isLimit = (limit: string) => /^\d+$/.test(limit) && Number(limit) < 2 ** 60;

/** What the kernel says, from memory: waiting for it in another thread would take longer than reading it. */
function textOf(path: string): string {
	try {
		return readFileSync(path, "utf8");
	} catch {
		return "";
	}
}

async function vmStat(): Promise<number | null> {
	try {
		const { stdout } = await promisify(execFile)("/usr/bin/vm_stat", { timeout: 1000 });
		return parseVmStat(stdout);
	} catch {
		return null;
	}
}

/** Bytes that the output of macOS's `vm_stat` shows as free, or soon to be had; null where it is none. */
export function parseVmStat(output: string): number | null {
	const pageSize = Number(/page size of (\d+) bytes/.exec(output)?.[1] ?? Number.NaN);
	const pages = (what: string) =>
		Number(new RegExp(`^Pages ${what}:\\s+(\\d+)\\.`, "m").exec(output)?.[1] ?? 0);
	const sum = pages("free") + pages("inactive") + pages("speculative") + pages("purgeable");
	return pageSize > 0 && sum > 0 ? pageSize * sum : null;
}
