import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

const INTERPRETER = process.platform === "win32" ? "Scripts/python.exe" : "bin/python";

/**
 * The Python that has the packages to test against: the environment variable ALLYE_PYTHON, else the .venv directory of this
 * directory or the nearest one above it; null where there is none.
 */
export function findPython(from: string = process.cwd()): string | null {
	if (process.env.ALLYE_PYTHON) return process.env.ALLYE_PYTHON;
	const python = join(from, ".venv", INTERPRETER);
	if (existsSync(python)) return python;
	return dirname(from) === from ? null : findPython(dirname(from));
}
