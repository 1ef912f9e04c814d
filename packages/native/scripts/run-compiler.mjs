import { spawn } from "node:child_process";

/** Runs a command; resolves to its output. @throws Error with the command and what it printed */
export function runCompiler([program, ...args]) {
	return new Promise((resolve, reject) => {
		const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
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
	try {
		await runCompiler([...compiler, "--version"]);
		return true;
	} catch {
		return false;
	}
}
