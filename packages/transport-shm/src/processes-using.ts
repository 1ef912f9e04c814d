import { readdir, readFile } from "node:fs/promises";

/**
 * The processes that have a segment mapped, as far as this user may see them: by segment name. Only Linux tells; elsewhere none are found.
 */
export async function processesUsing(names: readonly string[]): Promise<Map<string, number[]>> {
	const users = new Map(names.map((name): [string, number[]] => [name, []]));
	if (process.platform !== "linux" || names.length === 0) return users;
	for (const pid of (await readdir("/proc")).filter((each) => /^\d+$/.test(each))) {
		const maps = await readFile(`/proc/${pid}/maps`, "utf8").catch(() => "");
		if (!maps.includes("/dev/shm/")) continue;
		const mapped = new Set(maps.match(/(?<=\/dev\/shm\/)\S+/g));
		for (const [name, pids] of users) if (mapped.has(name)) pids.push(Number(pid));
	}
	return users;
}
