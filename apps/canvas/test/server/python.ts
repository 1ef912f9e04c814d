import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const windows = process.platform === "win32";
const venv = fileURLToPath(
	new URL(`../../../../.venv/${windows ? "Scripts/python.exe" : "bin/python"}`, import.meta.url),
);

/** The interpreter that has the real package, or null: tests that need it are skipped then. */
export const PYTHON = process.env.ALLYE_PYTHON || (existsSync(venv) ? venv : null);

/** Runs a program of Python with the real package imported. Rejects with what it complains about. */
export async function python(program: string, env: Record<string, string> = {}): Promise<string> {
	const text = `import warnings; warnings.simplefilter("ignore")
import pandas as pd
from allye_data_connector import send_dataframe, get_dataframe, list_tables
${program}`;
	const { stdout } = await promisify(execFile)(PYTHON!, ["-c", text], {
		env: { ...process.env, PYTHONUTF8: "1", no_proxy: "127.0.0.1", ...env },
	});
	return stdout;
}
