import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { userEnvironment } from "./canvas-process";

const windows = process.platform === "win32";
const venv = fileURLToPath(
	new URL(`../../../../../.venv/${windows ? "Scripts/python.exe" : "bin/python"}`, import.meta.url),
);

/** The interpreter that has the real packages, or null: tests that need it are skipped then. */
export const PYTHON = process.env.ALLYE_PYTHON || (existsSync(venv) ? venv : null);

const NOTEBOOK = `
import contextlib, io, json, sys
cells = {}
for line in sys.stdin:
    out = io.StringIO()
    error = None
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            exec(json.loads(line), cells)
        except BaseException as raised:
            error = repr(raised)
    print(json.dumps({"out": out.getvalue(), "error": error}), flush=True)
`;

/** A notebook of a user: cells are run one after the other in one Python, with the unmodified allye_data_connector. */
export class Notebook {
	readonly #child;
	readonly #answers;
	#said = "";

	constructor(home: string) {
		this.#child = spawn(PYTHON as string, ["-c", NOTEBOOK], {
			env: { ...userEnvironment(home), PYTHONUTF8: "1", PYTHONWARNINGS: "ignore" },
			stdio: ["pipe", "pipe", "pipe"],
		});
		this.#child.stderr.on("data", (data) => {
			this.#said += data;
		});
		this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
	}

	/** What the cell prints. `fails`: it is meant to raise; then what it raised. */
	async run(cell: string, { fails = false } = {}): Promise<string> {
		this.#child.stdin.write(`${JSON.stringify(cell)}\n`);
		const { value, done } = await this.#answers.next();
		if (done) throw new Error(`Python ended: ${this.#said}`);
		const { out, error } = JSON.parse(value) as { out: string; error: string | null };
		if (fails !== (error !== null)) throw new Error(`${error ?? "It did not raise."}\n${out}\n${cell}`);
		return error ?? out;
	}

	/** Ends the interpreter; what it sent through shared memory goes with it. */
	async end(): Promise<void> {
		const ended = new Promise((resolve) => this.#child.once("close", resolve));
		this.#child.stdin.end();
		await ended;
	}
}
