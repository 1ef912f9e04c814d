import { execFileSync } from "node:child_process";
import { cpus, loadavg, release, totalmem, type } from "node:os";

/**
 * What the figures were measured on, one line each.
 *
 * @param {string} python
 * @param {{ version: string }[]} nodes
 * @returns {string[]}
 */
export function describeMachine(python, nodes) {
	const [{ model }] = cpus();
	const gigabytes = (totalmem() / 2 ** 30).toFixed(0);
	return [
		`${cpus().length} × ${model.trim()}, ${gigabytes} GB, ${type()} ${release()}`,
		`Node ${nodes.map(({ version }) => version).join(" and ")}; ${pythonVersions(python)}`,
	];
}

/** How busy the machine is now; above the number of cores, others use it too. */
export const loadText = () => `load average ${loadavg()[0].toFixed(1)} on ${cpus().length} cores`;

function pythonVersions(python) {
	const code = `
import sys, importlib.metadata as m
def version(name):
    try: return f"{name} {m.version(name)}"
    except m.PackageNotFoundError: return f"no {name}"
print(", ".join(["Python %d.%d.%d" % sys.version_info[:3]] + [version(n) for n in "pandas pyarrow polars Orange3 allye-data-connector".split()]))`;
	return execFileSync(python, ["-c", code], { encoding: "utf8" }).trim();
}
