// pnpm soak [-- FILTER …]: the tests of tests/robustness at the length that rare events need, politely (nice 15), one after the other.
// The addon is built with sanitizers for the damaged payloads. Build everything first (npm test, or pnpm build:packages).
import { spawn } from "node:child_process";
import { setPriority } from "node:os";
import { join } from "node:path";
import { toolEnvironment } from "./set-up.mjs";
import { ROOT } from "./step.mjs";

setPriority(15);
const filters = process.argv.slice(2).filter((each) => each !== "--");
const child = spawn(
	process.execPath,
	[
		join(ROOT, "node_modules", "vitest", "vitest.mjs"),
		"run",
		"--project",
		"repository",
		"--no-file-parallelism",
		...(filters.length > 0 ? filters.map((each) => `robustness/${each}`) : ["robustness/"]),
	],
	{ cwd: ROOT, stdio: "inherit", env: { ...toolEnvironment(), ALLYE_SOAK: "1" } },
);
child.on("close", (code) => {
	process.exitCode = code ?? 1;
});
