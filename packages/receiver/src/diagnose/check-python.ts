import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Finding } from "./diagnosis";

/** The version that this implementation is held against. */
const TESTED = "0.1.2";
const SCRIPT = `
import json, sys
from importlib.metadata import PackageNotFoundError, version
def of(name):
    try:
        return version(name)
    except PackageNotFoundError:
        return None
names = ["allye-data-connector", "pandas", "pyarrow"]
print(json.dumps([sys.executable, sys.version.split()[0]] + [of(name) for name in names]))
`;

/** Which Python there is, and which of its packages. It imports none of them. @param python default: ALLYE_PYTHON, python3, python */
export async function checkPython(python = process.env.ALLYE_PYTHON, signal?: AbortSignal): Promise<Finding> {
	for (const command of python ? [python] : ["python3", "python"]) {
		const versions = await versionsIn(command, signal);
		if (versions === null) continue;
		const [executable, version, connector, pandas, pyarrow] = versions;
		const where = `${executable} (Python ${version})`;
		if (connector === null)
			return {
				check: "Python",
				status: "note",
				message: `${where} has no allye_data_connector.`,
				next: "If Python is to send tables: pip install allye-data-connector. Another Python can be named by ALLYE_PYTHON.",
			};
		const message = `${where}: allye_data_connector ${connector}, pandas ${pandas ?? "missing"}, pyarrow ${pyarrow ?? "missing"}.`;
		if (connector === TESTED) return { check: "Python", status: "ok", message };
		return { check: "Python", status: "note", message, next: `Tested with ${TESTED}; others may differ.` };
	}
	return {
		check: "Python",
		status: "note",
		message: python ? `${python} does not run.` : "No Python was found.",
		next: "If Python is to send tables, install it, then: pip install allye-data-connector",
	};
}

async function versionsIn(command: string, signal?: AbortSignal): Promise<(string | null)[] | null> {
	try {
		const { stdout } = await promisify(execFile)(command, ["-c", SCRIPT], { timeout: 10_000, signal });
		const versions: unknown = JSON.parse(stdout);
		return Array.isArray(versions) ? versions : null;
	} catch {
		return null;
	}
}
