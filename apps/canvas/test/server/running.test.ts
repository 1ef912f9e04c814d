import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Command, ServerEvent } from "../../src/contract";

const bin = fileURLToPath(new URL("../../bin/canvas.js", import.meta.url));

let home: string;
let secretDir: string;
const running = new Set<ChildProcess>();
beforeEach(() => {
	home = mkdtempSync(path.join(tmpdir(), "allye-canvas-home-"));
	secretDir = path.join(home, "a secret dir");
});
afterEach(() => {
	for (const child of running) child.kill("SIGKILL");
	running.clear();
	rmSync(home, { recursive: true, force: true });
});

/** Runs the canvas as a user does, until it prints its URL or ends. */
async function start(...args: string[]) {
	const child = spawn(process.execPath, [bin, "--no-open", "--secret-dir", secretDir, ...args], {
		env: { ...process.env, HOME: home, USERPROFILE: home, INIT_CWD: "" },
	});
	running.add(child);
	let printed = "";
	const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
	const url = await new Promise<string | null>((resolve) => {
		child.stdout.on("data", (text) => {
			printed += text;
			const line = /^http:\/\/127\.0\.0\.1:\d+\/t\/[\w-]+\/$/m.exec(printed);
			if (line !== null) resolve(line[0]);
		});
		child.stderr.on("data", (text) => {
			printed += text;
		});
		child.on("close", () => resolve(null));
	});
	const stop = async (signal: NodeJS.Signals = "SIGINT") => {
		child.kill(signal);
		return ended;
	};
	return { url: url ?? "", ended, stop, text: () => printed };
}

const apiFile = () => path.join(home, ".allye_secrets", "allye_canvas_api.json");
const post = async (url: string, command: Command) => {
	const answer = await fetch(`${url}api/commands`, {
		method: "POST",
		headers: { "Content-Type": "application/json" },
		body: JSON.stringify(command),
	});
	expect(await answer.json()).toEqual({ ok: true });
};

/** Reads events until one says what is looked for. */
async function event<Type extends ServerEvent["type"]>(
	url: string,
	type: Type,
	is: (event: Extract<ServerEvent, { type: Type }>) => boolean = () => true,
): Promise<Extract<ServerEvent, { type: Type }>> {
	const stop = new AbortController();
	const answer = await fetch(`${url}api/events`, { signal: stop.signal });
	let text = "";
	for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
		text += chunk;
		const parts = text.split("\n\n");
		text = parts.pop()!;
		for (const part of parts) {
			const [, name, data] = /^event: (\S+)\ndata: (.*)$/s.exec(part) ?? [];
			if (name !== type) continue;
			const event = { type, ...JSON.parse(data!) };
			if (!is(event)) continue;
			stop.abort();
			return event;
		}
	}
	throw new Error("The events ended.");
}

test("tells Python where it is, to its owner only, and takes that back when it ends", async () => {
	const canvas = await start();
	expect(JSON.parse(readFileSync(apiFile(), "utf8"))).toEqual({ base_url: canvas.url.slice(0, -1) });
	if (process.platform !== "win32") {
		expect(statSync(apiFile()).mode & 0o777).toBe(0o600);
		expect(statSync(secretDir).mode & 0o777).toBe(0o700);
	}
	const { canvas: info } = await event(canvas.url, "canvas");
	expect(info).toMatchObject({ secretDir, isDefaultSecretDir: false });
	expect(await canvas.stop()).toBe(0);
	expect(existsSync(apiFile())).toBe(false);
});

test("there is one for each user; another says where, and starts beside it only where a port is given", async () => {
	const first = await start();
	const second = await start();
	expect(await second.ended).toBe(0);
	expect(second.text()).toContain("running already");
	expect(second.text()).toContain(first.url);
	const beside = await start("--port", "0");
	expect(beside.url).not.toBe(first.url);
	expect(beside.text()).toContain("Another canvas of yours hears what Python sends");
	expect(JSON.parse(readFileSync(apiFile(), "utf8"))).toEqual({ base_url: first.url.slice(0, -1) });
	await beside.stop();
	expect(existsSync(apiFile())).toBe(true);
	await first.stop();
	const third = await start();
	expect(third.url).not.toBe("");
});

test("a restart restores the workflow, its tables and what is picked, and sends nothing", async () => {
	const before = await start();
	const polygon = {
		by: "polygon",
		x: "petal length",
		y: "petal width",
		corners: [
			[0, 0],
			[3, 0],
			[3, 1],
		],
	} as const;
	await post(before.url, {
		type: "set",
		id: "transmitter",
		settings: { tableName: "mine", sendAutomatically: true },
	});
	await post(before.url, { type: "set", id: "scatter-plot", settings: { picked: polygon } });
	await post(before.url, { type: "move-nodes", positions: { receiver: { x: 7, y: 9 } } });
	const selected = await event(before.url, "nodes", ({ nodes }) =>
		Boolean(nodes["scatter-plot"]?.outputs.selected),
	);
	const rows = selected.nodes["scatter-plot"]!.outputs.selected!.rowCount;
	expect(rows).toBeGreaterThan(10);
	const { workflow } = await event(before.url, "workflow");
	// What is sent by itself has to be there, so that what follows sends nothing more.
	await event(before.url, "nodes", ({ nodes }) => nodes.transmitter?.sent !== undefined);
	const manifest = readFileSync(path.join(secretDir, "manifest.jsonl"), "utf8");
	await before.stop("SIGTERM");

	const after = await start();
	const restored = await event(after.url, "workflow");
	expect(restored.workflow).toEqual({
		...workflow,
		nodes: workflow.nodes.map((node) =>
			node.widget === "transmitter"
				? { ...node, settings: { ...node.settings, sendAutomatically: false } }
				: node,
		),
	});
	expect(restored.canUndo).toBe(false);
	await event(after.url, "nodes", ({ nodes }) => nodes["scatter-plot"]?.outputs.selected?.rowCount === rows);
	await after.stop();
	expect(readFileSync(path.join(secretDir, "manifest.jsonl"), "utf8")).toBe(manifest);
	if (process.platform !== "win32")
		expect(statSync(path.join(secretDir, "canvas_workflow.json")).mode & 0o777).toBe(0o600);
});

test("killed without warning, it starts again with the workflow that was saved", async () => {
	const before = await start("--empty");
	await post(before.url, { type: "add-node", id: "n", widget: "distributions", position: { x: 1, y: 2 } });
	const file = path.join(secretDir, "canvas_workflow.json");
	for (let i = 0; i < 200 && !existsSync(file); i++) await new Promise((resolve) => setTimeout(resolve, 50));
	await before.stop("SIGKILL");
	// It waits until the lock that was left is stale.
	const after = await start();
	expect(JSON.parse(readFileSync(apiFile(), "utf8"))).toEqual({ base_url: after.url.slice(0, -1) });
	expect((await event(after.url, "workflow")).workflow.nodes.map(({ id }) => id)).toEqual(["n"]);
});

test("a workflow file that is none is put aside, not lost", async () => {
	mkdirSync(secretDir, { recursive: true });
	const file = path.join(secretDir, "canvas_workflow.json");
	writeFileSync(file, '{"version":1,"nodes":[{"id":"x"}],"links":[]}');
	const canvas = await start("--empty");
	expect((await event(canvas.url, "workflow")).workflow.nodes).toEqual([]);
	expect(canvas.text()).toContain("is no workflow, and was renamed to canvas_workflow.json.unreadable-");
});

test.each([[["--port", "x"]], [["--port", "70000"]], [["--nonsense"]]])("%j is wrong usage", async (args) => {
	const canvas = await start(...args);
	expect(await canvas.ended).toBe(2);
	expect(canvas.text()).toContain("Usage: canvas");
});
