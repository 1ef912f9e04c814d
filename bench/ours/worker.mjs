// node worker.mjs: for each line of JSON on stdin, { work, args, repeats }, does one of our works some times and prints how long each took.
//
// A work is a file beside this one. Its default export gets the arguments, prepares, and returns { work, after, values }: `work` is
// timed, `after` follows each time untimed, `values` gives other figures at the end. Prints { ms, cpuMs, peakMB, values } as JSON, or
// { missing: why }.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

for await (const line of createInterface({ input: process.stdin })) {
	const answer = await measured(JSON.parse(line));
	await new Promise((resolve) => process.stdout.write(`${JSON.stringify(answer)}\n`, resolve));
}
process.exit();

async function measured({ work: name, args, repeats }) {
	try {
		const { default: prepare } = await import(`./${name}.mjs`);
		const { work, after, values } = await prepare(args);
		const ms = [];
		const cpuMs = [];
		for (let i = 0; i < repeats; i++) {
			const start = performance.now();
			const startCpu = process.cpuUsage();
			const result = await work();
			ms.push(performance.now() - start);
			const { user, system } = process.cpuUsage(startCpu);
			cpuMs.push((user + system) / 1000);
			await after?.(result);
		}
		return { ms, cpuMs, peakMB: peakMegabytes(), values: (await values?.({ ms, cpuMs })) ?? {} };
	} catch (error) {
		// What does not exist in this version, or not without the addon.
		if (error.name === "NotThereYet") return { missing: error.message };
		if (error.code === "NATIVE_UNAVAILABLE") return { missing: error.code };
		throw error;
	}
}

/** Of this program alone: what the system says by getrusage includes the process that started it. */
function peakMegabytes() {
	try {
		return Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]) / 1024;
	} catch {
		return process.resourceUsage().maxRSS / 1024;
	}
}
