// node worker.mjs WORK ARGUMENTS REPEATS: does one of our works some times and prints how long each took.
//
// WORK is a file beside this one. Its default export gets ARGUMENTS (a JSON object), prepares, and returns { work, after, values }:
// `work` is timed, `after` follows each time untimed, `values` gives other figures at the end. Prints { ms, cpuMs, peakMB, values } as
// JSON, or { missing: why }.
import { readFileSync } from "node:fs";
import { NotThereYet } from "./not-there-yet.mjs";

const [name, args, repeats] = process.argv.slice(2);
try {
	const { default: prepare } = await import(`./${name}.mjs`);
	const { work, after, values } = await prepare(JSON.parse(args));
	const ms = [];
	const cpuMs = [];
	for (let i = 0; i < Number(repeats); i++) {
		const start = performance.now();
		const startCpu = process.cpuUsage();
		const result = await work();
		ms.push(performance.now() - start);
		const { user, system } = process.cpuUsage(startCpu);
		cpuMs.push((user + system) / 1000);
		await after?.(result);
	}
	print({ ms, cpuMs, peakMB: peakMegabytes(), values: (await values?.()) ?? {} });
} catch (error) {
	if (!(error instanceof NotThereYet)) throw error;
	print({ missing: error.message });
}

function print(result) {
	process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit());
}

/** Of this program alone: what the system says by getrusage includes the process that started it. */
function peakMegabytes() {
	try {
		return Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]) / 1024;
	} catch {
		return process.resourceUsage().maxRSS / 1024;
	}
}
