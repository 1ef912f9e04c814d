import { execFile, spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import type { CodeBlock } from "../../scripts/code-blocks.mjs";
import { ROOT } from "../../scripts/step.mjs";

const run = promisify(execFile);
// Inside the repository, so that its packages are found.
const PROGRAMS = join(ROOT, "node_modules/.cache/documentation");

/** A home directory in which code blocks run one after the other, and find what those before left. */
export class Reader implements AsyncDisposable {
	readonly home = mkdtempSync(join(tmpdir(), "allye-reader-"));
	readonly #environment: NodeJS.ProcessEnv;
	readonly #python: string;
	#programs = 0;
	#directory = this.home;

	constructor(python: string) {
		this.#python = python;
		const bin = join(this.home, "bin");
		mkdirSync(bin);
		writeFileSync(
			join(bin, "allye"),
			`#!/bin/sh\nexec "${process.execPath}" "${ROOT}/apps/cli/bin/allye.js" "$@"\n`,
		);
		chmodSync(join(bin, "allye"), 0o755);
		symlinkSync(python, join(bin, "python"));
		const { ALLYE_SECRET_DIR: _, ...inherited } = process.env;
		this.#environment = {
			...inherited,
			HOME: this.home,
			PATH: [bin, process.env.PATH].join(delimiter),
			ALLYE_PYTHON: python,
			no_proxy: "127.0.0.1",
		};
	}

	/** The next page begins in a directory of its own, with the file that pages take for granted. */
	turnPage(): void {
		this.#directory = mkdtempSync(join(this.home, "page-"));
		writeFileSync(join(this.#directory, "cities.csv"), "city,population\n東京,14000000\n大阪,8800000\n");
	}

	async python(code: string): Promise<void> {
		await run(this.#python, ["-c", code], { cwd: this.#directory, env: this.#environment });
	}

	/** A program of one block, or of one and those that continue it. */
	async program(blocks: readonly CodeBlock[]): Promise<void> {
		const source = blocks.map(({ code }) => code).join("\n");
		const { outputText } = transpileModule(source, {
			compilerOptions: { target: ScriptTarget.ES2022, module: ModuleKind.ESNext },
		});
		mkdirSync(PROGRAMS, { recursive: true });
		const file = join(PROGRAMS, `${process.pid}-${++this.#programs}.mjs`);
		writeFileSync(file, outputText);
		try {
			await run(process.execPath, [file], { cwd: this.#directory, env: this.#environment });
		} finally {
			rmSync(file);
		}
	}

	/** Lines of a shell. What npm and pnpm do is tried elsewhere, and takes long; what goes on until Ctrl-C is stopped once it has said something. */
	async shell(code: string): Promise<void> {
		for (const line of code.split("\n").map((line) => line.replace(/ # .*$/, "").trim())) {
			if (line === "" || /^(npm|pnpm) /.test(line)) continue;
			if (line.startsWith("allye watch")) await this.#untilItSpeaks(line);
			else await run("sh", ["-c", line], { cwd: this.#directory, env: this.#environment });
		}
	}

	async #untilItSpeaks(line: string): Promise<void> {
		const child = spawn("sh", ["-c", `exec ${line}`], { cwd: this.#directory, env: this.#environment });
		child.stdout.once("data", () => child.kill("SIGINT"));
		const code = await new Promise((resolve) => child.once("exit", resolve));
		if (code !== 130) throw new Error(`${line} ended with exit code ${code}, not with Ctrl-C's 130.`);
	}

	async [Symbol.asyncDispose](): Promise<void> {
		rmSync(this.home, { recursive: true, force: true });
	}
}

/** What the pages take for granted: tables that were sent before. */
export async function prepare(reader: Reader): Promise<void> {
	await reader.python(`
import numpy as np, pandas as pd
from Orange.data import Table
from Orange.data.pandas_compat import table_to_frame
from allye_data_connector import send_dataframe
send_dataframe(table_to_frame(Table("iris")), table_name="iris", transport="file", notify_canvas=False)
rows = 100_000
users = np.arange(rows) % 5000
send_dataframe(pd.DataFrame({"user": [f"user {n}" for n in users], "price": users / 7, "when": pd.Timestamp("2026-01-01") + pd.to_timedelta(np.arange(rows), unit="s")}), table_name="clicks", transport="file", notify_canvas=False)
`);
}
