import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The pinned environments: pandas 2.3 with Orange, and the newest pandas without. */
export type PythonEnvironment = "pandas 2" | "pandas 3";

const PLACES = {
	"pandas 2": { variable: "ALLYE_PYTHON", directory: ".venv" },
	"pandas 3": { variable: "ALLYE_PYTHON_PANDAS3", directory: ".venv-pandas3" },
} as const;

const INTERPRETER = process.platform === "win32" ? "Scripts/python.exe" : "bin/python";

/**
 * The Python that has the packages to test against; null where there is none.
 *
 * | environment | where it is |
 * | --- | --- |
 * | "pandas 2" | the environment variable ALLYE_PYTHON, else the .venv directory of `from` or the nearest one above it |
 * | "pandas 3" | likewise ALLYE_PYTHON_PANDAS3, .venv-pandas3 |
 */
export function findPython(
	environment: PythonEnvironment = "pandas 2",
	from: string = process.cwd(),
): string | null {
	const { variable, directory } = PLACES[environment];
	const stated = process.env[variable];
	if (stated) return stated;
	const python = join(from, directory, INTERPRETER);
	if (existsSync(python)) return python;
	return dirname(from) === from ? null : findPython(environment, dirname(from));
}
