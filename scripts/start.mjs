// npm start [-- OPTIONS]: sets everything up, shows a table's way from Python to TypeScript and back, then opens the canvas on what that left.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { setUp } from "./set-up.mjs";
import { printFailure } from "./step.mjs";

const USAGE = `Usage: npm start [-- OPTIONS]

  --secret-dir DIR   where tables are exchanged (default: a new temporary directory)
  --once             end after the story; so it does where there is no terminal
  --no-open, --port  as of npm run canvas`;

function parsedOptions() {
	const { values } = parseArgs({
		options: {
			"secret-dir": { type: "string" },
			once: { type: "boolean", default: false },
			"no-open": { type: "boolean", default: false },
			port: { type: "string" },
		},
	});
	// npm runs this in the root directory; the user may have been somewhere else.
	const secretDir = values["secret-dir"] && resolve(process.env.INIT_CWD ?? "", values["secret-dir"]);
	return { ...values, secretDir, isOnce: values.once || !process.stdin.isTTY || !process.stdout.isTTY };
}

/** @returns {Promise<number>} the exit code */
async function openCanvas(secretDir, { "no-open": noOpen, port }) {
	console.log();
	const { runCanvas } = await import("../apps/canvas/dist/server/index.js");
	return runCanvas([
		...["--secret-dir", secretDir],
		...(noOpen ? ["--no-open"] : []),
		...(port === undefined ? [] : ["--port", port]),
	]);
}

try {
	const options = parsedOptions();
	const { python, reason } = await setUp();
	const { tellStory } = await import("./story.mjs");
	const secretDir = await tellStory({ secretDir: options.secretDir, python, reason });
	if (!options.isOnce) process.exit(await openCanvas(secretDir, options));
} catch (error) {
	if (String(error.code).startsWith("ERR_PARSE_ARGS")) {
		console.error(`${error.message}\n${USAGE}`);
		process.exitCode = 2;
	} else {
		printFailure(error);
		process.exitCode = 1;
	}
}
