// npm start [-- --secret-dir DIR]: sets everything up, then shows a table's way from Python to TypeScript and back.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { setUp } from "./set-up.mjs";
import { printFailure } from "./step.mjs";

function secretDirOption() {
	const { values } = parseArgs({ options: { "secret-dir": { type: "string" } } });
	// npm runs this in the root directory; the user may have been somewhere else.
	return values["secret-dir"] && resolve(process.env.INIT_CWD ?? "", values["secret-dir"]);
}

try {
	const secretDir = secretDirOption();
	const { python, reason } = await setUp();
	const { tellStory } = await import("./story.mjs");
	await tellStory({ secretDir, python, reason });
} catch (error) {
	if (String(error.code).startsWith("ERR_PARSE_ARGS")) {
		console.error(`${error.message}\nUsage: npm start [-- --secret-dir DIR]`);
		process.exitCode = 2;
	} else {
		printFailure(error);
		process.exitCode = 1;
	}
}
