// npm run canvas [-- OPTIONS]: sets up what is needed, then runs the canvas, as apps/canvas/bin/canvas.js does.
import { setUp } from "./set-up.mjs";
import { printFailure } from "./step.mjs";

try {
	await setUp({ withPython: false });
	const { runCanvas } = await import("../apps/canvas/dist/server/index.js");
	process.exit(await runCanvas(process.argv.slice(2)));
} catch (error) {
	printFailure(error);
	process.exit(1);
}
