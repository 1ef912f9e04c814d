import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Limits } from "@allye/receiver";
import type { Command, CommandAnswer, NodeState, Workflow } from "../../src/contract";
import { Canvas } from "../../src/server/canvas";
import { type ServedCanvas, serveCanvas } from "../../src/server/http/serve-canvas";

/** A canvas on a real socket, over a directory of its own unless one is given. */
export class CanvasUnderTest {
	private constructor(
		readonly secretDir: string,
		readonly canvas: Canvas,
		readonly served: ServedCanvas,
		private readonly isOwnDir: boolean,
	) {}

	static async start(
		options: { secretDir?: string; isEmpty?: boolean; limits?: Limits } = {},
	): Promise<CanvasUnderTest> {
		const { isEmpty = true, limits } = options;
		const secretDir = options.secretDir ?? mkdtempSync(path.join(tmpdir(), "allye-canvas-"));
		const canvas = new Canvas({ secretDir, isEmpty, limits, version: "0.0.0" });
		await canvas.open();
		const pageDir = fileURLToPath(new URL("page", import.meta.url));
		const served = await serveCanvas(canvas, { pageDir });
		return new CanvasUnderTest(secretDir, canvas, served, options.secretDir === undefined);
	}

	get url(): string {
		return this.served.url;
	}

	get workflow(): Workflow {
		return this.canvas.workflow;
	}

	state(id: string): NodeState {
		const state = this.canvas.states[id];
		if (state === undefined) throw new Error(`There is no node ${id}.`);
		return state;
	}

	post(where: string, body: unknown): Promise<Response> {
		return fetch(new URL(where, this.url), {
			method: "POST",
			headers: { "Content-Type": "application/json" },
			body: JSON.stringify(body),
		});
	}

	get(where: string): Promise<Response> {
		return fetch(new URL(where, this.url));
	}

	async ask(command: Command): Promise<CommandAnswer> {
		return (await this.post("api/commands", command)).json() as Promise<CommandAnswer>;
	}

	/** Runs commands, each of which must be accepted. */
	async run(...commands: Command[]): Promise<void> {
		for (const command of commands) {
			const answer = await this.ask(command);
			if (!answer.ok) throw new Error(`${command.type}: ${answer.error.message}`);
		}
	}

	/** Waits until something holds. */
	async until<T>(what: () => T | undefined | null | false, seconds = 10): Promise<T> {
		const end = Date.now() + seconds * 1000;
		for (;;) {
			const value = what();
			if (value) return value;
			if (Date.now() > end)
				throw new Error(`It did not come: ${what}\n${JSON.stringify(this.canvas.states, null, 1)}`);
			await new Promise((resolve) => setTimeout(resolve, 5));
		}
	}

	/** Waits until a node has a table at an output. */
	async output(id: string, output: "data" | "selected" = "data") {
		return this.until(() => this.state(id).outputs[output]);
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.served.close();
		await this.canvas.close();
		if (this.isOwnDir) rmSync(this.secretDir, { recursive: true, force: true });
	}
}

/** Commands that make a Receiver which loads all of a table. */
export function receiverOf(id: string, tableName: string): Command[] {
	return [
		{ type: "add-node", id, widget: "receiver", position: { x: 0, y: 0 } },
		{ type: "set", id, settings: { tableName } },
		{ type: "load", id, load: ALL },
	];
}

export const ALL = { how: "all", n: 1000, seed: 1, columns: null, allowLarge: false } as const;
