import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs `work` in a new directory, which is removed afterwards. */
export async function withTemporaryDirectory<T>(work: (path: string) => Promise<T>): Promise<T> {
	const path = await mkdtemp(join(tmpdir(), "allye-robust-"));
	try {
		return await work(path);
	} finally {
		await rm(path, { recursive: true, force: true });
	}
}
