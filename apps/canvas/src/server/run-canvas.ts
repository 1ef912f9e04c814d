import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Canvas } from "./canvas";
import { CanvasFile, CanvasLives } from "./canvas-file";
import { serveCanvas } from "./http/serve-canvas";

const USAGE = `Usage: canvas [options]

  --secret-dir DIR   exchange tables there (default: ALLYE_SECRET_DIR, else ~/.allye_secrets)
  --port PORT        listen there, 0 for any; also starts where another canvas of yours runs
  --no-open          do not open a browser
  --empty            where there is no workflow yet, begin with an empty one`;

/** Runs a canvas until it is told to stop by SIGINT or SIGTERM. Returns the exit code. */
export async function runCanvas(args: readonly string[]): Promise<number> {
	const options = parsed(args);
	if (options === null) return 2;
	const file = new CanvasFile(homedir());
	let isTheOne = true;
	try {
		await file.claim();
	} catch (error) {
		if (!(error instanceof CanvasLives)) throw error;
		if (options.port === undefined) {
			console.log(`${error.message}\nFor another one beside it, add --port 0.`);
			if (options.open && error.url !== null) openBrowser(error.url);
			return 0;
		}
		isTheOne = false;
	}
	const stop = new AbortController();
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => stop.abort());
	const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
		version: string;
	};
	const canvas = new Canvas({
		secretDir: options.secretDir,
		isEmpty: options.empty,
		version,
		onError: ({ message }) => console.error(message),
	});
	try {
		await canvas.open();
		const pageDir = fileURLToPath(new URL("../page/", import.meta.url));
		const served = await serveCanvas(canvas, { port: options.port, pageDir });
		try {
			if (isTheOne) await file.write(served.url);
			const beside = `Another canvas of yours hears what Python sends. To reach this one: ALLYE_CANVAS_API_URL=${served.url.replace(/\/$/, "")}\n`;
			console.log(
				`The canvas is at\n\n${served.url}\n\n${isTheOne ? "" : beside}Tables are in ${canvas.info.secretDir}\nCtrl-C ends it; the workflow is saved.`,
			);
			if (options.open) openBrowser(served.url);
			if (!stop.signal.aborted)
				await new Promise((resolve) => stop.signal.addEventListener("abort", resolve, { once: true }));
		} finally {
			await served.close();
		}
	} finally {
		await canvas.close();
		await file.release();
	}
	return 0;
}

function parsed(args: readonly string[]) {
	try {
		const { values } = parseArgs({
			args: [...args],
			options: {
				"secret-dir": { type: "string" },
				port: { type: "string" },
				"no-open": { type: "boolean", default: false },
				empty: { type: "boolean", default: false },
				help: { type: "boolean", default: false },
			},
		});
		const port = values.port === undefined ? undefined : Number(values.port);
		if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port < 65_536))
			throw new Error(`--port takes a number from 0 to 65535, not ${values.port}.`);
		if (values.help) throw new Error("");
		const secretDir = values["secret-dir"];
		return {
			// npm runs this in the root directory; the user may have been somewhere else.
			secretDir: secretDir && path.resolve(process.env.INIT_CWD ?? "", secretDir),
			port,
			open: !values["no-open"],
			empty: values.empty,
		};
	} catch (error) {
		console.error(`${(error as Error).message}\n${USAGE}`.trim());
		return null;
	}
}

/** Best effort: where no browser comes, the URL is on the screen. */
function openBrowser(url: string): void {
	const [command, ...args] =
		process.platform === "darwin"
			? ["open", url]
			: process.platform === "win32"
				? ["rundll32", "url.dll,FileProtocolHandler", url]
				: ["xdg-open", url];
	spawn(command!, args, { stdio: "ignore", detached: true })
		.on("error", () => {})
		.unref();
}
