import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const windows = process.platform === "win32";
const venv = fileURLToPath(
	new URL(`../../.venv/${windows ? "Scripts/python.exe" : "bin/python"}`, import.meta.url),
);

/** The interpreter that has the real packages, or null: tests that need it are skipped then. */
export const PYTHON: string | null = process.env.ALLYE_PYTHON || (existsSync(venv) ? venv : null);

/** A program of this folder. */
export const program = (name: string): string => fileURLToPath(new URL(`programs/${name}`, import.meta.url));
