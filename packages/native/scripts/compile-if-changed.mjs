import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { runCompiler } from "./run-compiler.mjs";

/**
 * Runs `command`, which makes `output`, unless that was made by the same command from the same files. The files are
 * those in the compiler's dependency file (Make's syntax), or where that is null the command's own arguments. Resolves
 * to whether it ran.
 */
export async function compileIfChanged(output, command, dependencyFile) {
	const inputs = () =>
		dependencyFile ? readDependencies(dependencyFile) : command.filter((word) => word.endsWith(".o"));
	const stampFile = `${output}.stamp`;
	if (
		existsSync(output) &&
		existsSync(stampFile) &&
		readFileSync(stampFile, "utf8") === stamp(command, inputs())
	) {
		return false;
	}
	mkdirSync(dirname(output), { recursive: true });
	const started = Date.now();
	const printed = await runCompiler(command);
	if (printed) process.stderr.write(printed);
	// What was changed meanwhile may not be in the output: it is made again the next time.
	const isOld = inputs().some((file) => (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > started);
	writeFileSync(stampFile, isOld ? "" : stamp(command, inputs()));
	return true;
}

/** The command and, of each file, size and time of the last change. */
function stamp(command, files) {
	return JSON.stringify([command, files.map((file) => [file, fileState(file)])]);
}

/** Headers are asked for once a run: most sources name the same ones. */
const states = new Map();

function fileState(file) {
	if (file.endsWith(".o")) return stateOf(file);
	if (!states.has(file)) states.set(file, stateOf(file));
	return states.get(file);
}

function stateOf(file) {
	const stats = statSync(file, { throwIfNoEntry: false });
	return stats ? `${stats.size} ${stats.mtimeMs}` : "missing";
}

/** "object: file file \ file" */
function readDependencies(file) {
	if (!existsSync(file)) return [];
	const text = readFileSync(file, "utf8").replaceAll("\\\n", " ");
	return text
		.slice(text.indexOf(": ") + 2)
		.split(/(?<!\\)\s+/)
		.filter(Boolean)
		.map((name) => name.replaceAll("\\ ", " "));
}
