import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs a command; resolves to its output. @throws Error with the command and what it printed */
export function runCompiler([program, ...args], { cwd } = {}) {
	return new Promise((resolve, reject) => {
		const child = spawn(program, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
		let output = "";
		child.stdout.on("data", (text) => (output += text));
		child.stderr.on("data", (text) => (output += text));
		child.on("error", reject);
		child.on("close", (code, signal) => {
			if (code === 0) resolve(output);
			else reject(new Error(`${[program, ...args].join(" ")}\n${output}exit code ${code ?? signal}`));
		});
	});
}

/** True where the compiler is installed and answers. */
export async function canRun(compiler) {
	// zig leaves an object file where it is asked for its version.
	const scratch = mkdtempSync(join(tmpdir(), "allye-compiler-"));
	try {
		await runCompiler([...compiler, "--version"], { cwd: scratch });
		return true;
	} catch {
		return false;
	} finally {
		rmSync(scratch, { recursive: true, force: true });
	}
}
