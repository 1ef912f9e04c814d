import { execFile, execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { hasCompiler } from "./has-compiler";
import { withTemporaryDirectory } from "./with-temporary-directory";

const program = (name: string) => fileURLToPath(new URL(`programs/${name}`, import.meta.url));

interface Seen {
	experiments: number;
	failedCalls: Record<string, number>;
	codes: Record<string, number>;
	violations: string[];
}

test.skipIf(process.platform !== "linux" || !hasCompiler())(
	"whichever write, fsync, rename, open or mmap fails: nothing false is acknowledged, and nothing is left over",
	{ timeout: 300_000 },
	() =>
		withTemporaryDirectory(async (folder) => {
			const [library, control, secrets] = ["faults.so", "control", "secrets"].map((name) =>
				join(folder, name),
			);
			execFileSync("cc", ["-shared", "-fPIC", "-O1", "-o", library!, program("faults.c")]);
			writeFileSync(control!, Buffer.alloc(24));
			const { stdout } = await promisify(execFile)(
				process.execPath,
				[program("failing-calls.mjs"), secrets!, control!],
				{
					env: {
						...process.env,
						LD_PRELOAD: library!,
						FAULT_FOLDERS: `${secrets}:/dev/shm`,
						FAULT_CONTROL: control!,
					},
				},
			);
			const seen: Seen = JSON.parse(stdout.trimEnd().split("\n").at(-1)!);
			console.log("failing calls:", { ...seen, violations: seen.violations.length });
			expect(seen.violations).toEqual([]);
			// The law says something only where calls did fail.
			for (const call of ["write", "fsync", "rename", "open", "mmap", "short write"])
				expect(seen.failedCalls[call], call).toBeGreaterThan(4);
			expect(Object.keys(seen.codes).sort()).toEqual(["NO_SPACE", "PERMISSION"]);
		}),
);
