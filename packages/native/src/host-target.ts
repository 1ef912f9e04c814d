import { closeSync, openSync, readSync } from "node:fs";

/**
 * The folder of prebuilds/ that fits this process: `<platform>-<arch>`, with `-musl` where Node was linked against musl.
 *
 * Which libc that is stands in the program interpreter's name, in the first page of Node's own executable.
 */
export function hostTarget(): string {
	const target = `${process.platform}-${process.arch}`;
	return process.platform === "linux" && isMusl(process.execPath) ? `${target}-musl` : target;
}

function isMusl(executable: string): boolean {
	try {
		const start = Buffer.alloc(4096);
		const file = openSync(executable, "r");
		try {
			readSync(file, start);
		} finally {
			closeSync(file);
		}
		return start.includes("/ld-musl-");
	} catch {
		return false;
	}
}
