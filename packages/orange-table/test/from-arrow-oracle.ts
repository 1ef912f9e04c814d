import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A column for from-arrow.py to make: `make` names one of its makers, the rest are that maker's parameters. */
export interface ColumnSpec {
	name: string;
	make: string;
	values: readonly unknown[];
	[parameter: string]: unknown;
}

export interface OracleRequest {
	columns: readonly ColumnSpec[];
	/** Where to write the Arrow file; without it nothing is written. */
	path?: string;
	chunkRows?: number;
	rows?: readonly [number, number];
}

/** What Orange makes of one column, or why it refuses it. Numbers are Python's hex floats. */
export interface OracleColumn {
	error?: string;
	role: "attribute" | "meta";
	kind: "continuous" | "discrete" | "time" | "string";
	data: (string | null)[];
	values?: string[];
	decimals?: number;
	haveDate?: boolean;
	haveTime?: boolean;
	timezone?: string;
}

/** One long-lived Python with pandas and Orange. */
export class Oracle {
	#child: ChildProcessWithoutNullStreams;
	#answers: AsyncIterator<string>;
	#lines: Interface;
	#stderr = "";

	/** Starts Python, which takes some seconds to import Orange. */
	static async start(): Promise<Oracle> {
		const oracle = new Oracle();
		await oracle.#answer();
		return oracle;
	}

	private constructor() {
		const script = fileURLToPath(new URL("from-arrow.py", import.meta.url));
		this.#child = spawn(python(), [script], { env: { ...process.env, PYTHONUTF8: "1" } });
		this.#child.stderr.on("data", (data) => {
			this.#stderr += data;
		});
		this.#lines = createInterface({ input: this.#child.stdout });
		this.#answers = this.#lines[Symbol.asyncIterator]();
	}

	async ask(request: OracleRequest): Promise<OracleColumn[]> {
		this.#child.stdin.write(`${JSON.stringify(request)}\n`);
		return this.#answer();
	}

	async #answer(): Promise<OracleColumn[]> {
		const { value, done } = await this.#answers.next();
		if (done) throw new Error(`Python ended: ${this.#stderr}`);
		const reply = JSON.parse(value);
		if (reply.failure) throw new Error(`Python could not make the frame: ${reply.failure}`);
		return reply.columns;
	}

	close(): void {
		this.#child.stdin.end();
		this.#lines.close();
	}
}

function python(): string {
	if (process.env.ALLYE_PYTHON) return process.env.ALLYE_PYTHON;
	const name = process.platform === "win32" ? "Scripts/python.exe" : "bin/python";
	const path = fileURLToPath(new URL(`../../../.venv/${name}`, import.meta.url));
	if (!existsSync(path)) throw new Error(`No Python at ${path}. Run npm test, or set ALLYE_PYTHON.`);
	return path;
}

/** A number from Python's float.hex(). */
export function fromHex(text: string | null): number {
	if (text === null) return Number.NaN;
	const match = /^(-?)0x([01])\.?([0-9a-f]*)p([+-]\d+)$/.exec(text);
	if (match === null) return Number(text.replace("inf", "Infinity"));
	const [, sign, whole, fraction = "", exponent] = match;
	const digits = Number.parseInt(`${whole}${fraction}`, 16);
	// In two steps: 2^-1074 alone is fine, but its factor 2^-1126 is not.
	const power = Number(exponent) - 4 * fraction.length;
	const half = Math.trunc(power / 2);
	return (sign === "-" ? -1 : 1) * digits * 2 ** half * 2 ** (power - half);
}
