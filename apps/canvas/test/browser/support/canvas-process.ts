import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Command, CommandAnswer, NodeState, ServerEvent, Workflow } from "../../../src/contract";

/** ALLYE_CANVAS_BIN: another build than the one that is worked on. */
const BIN = process.env.ALLYE_CANVAS_BIN || fileURLToPath(new URL("../../../bin/canvas.js", import.meta.url));

/** What a canvas and a Python of one user see: a home of their own, and no proxy between them. */
export function userEnvironment(home: string): NodeJS.ProcessEnv {
	const env: NodeJS.ProcessEnv = { ...process.env, HOME: home, USERPROFILE: home, NO_PROXY: "127.0.0.1" };
	for (const name of ["ALLYE_SECRET_DIR", "ALLYE_CANVAS_API_URL", "INIT_CWD"]) delete env[name];
	return env;
}

/** The canvas as a user runs it: a process of its own, in a home of its own. */
export class CanvasProcess {
	#child: ChildProcess | null = null;
	#url = "";

	private constructor(readonly home: string) {}

	/** `args` as of `npm run canvas`. */
	static async start(...args: string[]): Promise<CanvasProcess> {
		const canvas = new CanvasProcess(mkdtempSync(path.join(tmpdir(), "allye-browser-test-")));
		await canvas.run(...args);
		return canvas;
	}

	get url(): string {
		return this.#url;
	}

	get secretDir(): string {
		return path.join(this.home, ".allye_secrets");
	}

	async run(...args: string[]): Promise<void> {
		const child = spawn(process.execPath, [BIN, "--no-open", "--port", "0", ...args], {
			env: userEnvironment(this.home),
			stdio: ["ignore", "pipe", "pipe"],
		});
		this.#child = child;
		let said = "";
		this.#url = await new Promise((resolve, reject) => {
			const listen = (data: Buffer) => {
				said += data;
				const url = /http:\/\/127\.0\.0\.1:\S+/.exec(said)?.[0];
				if (url !== undefined && said.includes("Ctrl-C")) resolve(url);
			};
			child.stdout.on("data", listen);
			child.stderr.on("data", listen);
			child.once("exit", () => reject(new Error(`The canvas ended: ${said}`)));
		});
	}

	/** Stops the process where it is, until {@link thaw}; not on Windows. */
	freeze(): void {
		this.#child?.kill("SIGSTOP");
	}

	thaw(): void {
		this.#child?.kill("SIGCONT");
	}

	/** Ends the process as Ctrl-C does; its home stays. */
	async end(): Promise<void> {
		const child = this.#child;
		if (child === null || child.exitCode !== null) return;
		const ended = new Promise((resolve) => child.once("exit", resolve));
		child.kill("SIGTERM");
		await ended;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.end();
		rmSync(this.home, { recursive: true, force: true, maxRetries: 5 });
	}

	async command(command: Command): Promise<void> {
		const response = await fetch(new URL("api/commands", this.#url), {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify(command),
		});
		const answer = (await response.json()) as CommandAnswer;
		if (!answer.ok) throw new Error(`${command.type}: ${answer.error.message}`);
	}

	/** What the server tells a page that just came. */
	async state(): Promise<{ workflow: Workflow; nodes: Record<string, NodeState> }> {
		const left = new AbortController();
		const response = await fetch(new URL("api/events", this.#url), { signal: left.signal });
		let text = "";
		let workflow: Workflow | undefined;
		let nodes: Record<string, NodeState> | undefined;
		for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
			text += new TextDecoder().decode(chunk);
			for (const block of text.split("\n\n").slice(0, -1)) {
				const type = /^event: ?(.*)$/m.exec(block)?.[1] as ServerEvent["type"] | undefined;
				const data = JSON.parse(/^data: ?(.*)$/m.exec(block)?.[1] ?? "null");
				if (type === "workflow") workflow = data.workflow;
				if (type === "nodes") nodes = data.nodes;
			}
			if (workflow && nodes) break;
		}
		left.abort();
		if (!workflow || !nodes) throw new Error("The canvas told nothing.");
		return { workflow, nodes };
	}
}
