import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const minutes = 60_000;

/** Runs a tool of node_modules; fails with all that it printed where it finds fault. */
async function satisfies(tool: string, ...args: string[]): Promise<void> {
	const env = { ...process.env, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1", NO_COLOR: "1" };
	const options = { cwd: root, env, maxBuffer: 64 << 20 };
	await promisify(execFile)(process.execPath, [`node_modules/${tool}`, ...args], options).catch((error) => {
		throw new Error(`${error.stdout}\n${error.stderr}`);
	});
}

test(
	"the packages, the command and all tests of theirs and of the repository type-check",
	{
		timeout: 5 * minutes,
	},
	() => satisfies("typescript/bin/tsc", "-p", "tests"),
);

test.each(["tsconfig.json", "tsconfig.page.json", "tsconfig.browser.json"])(
	"the canvas type-checks: %s",
	{ timeout: 5 * minutes },
	(config) => satisfies("typescript/bin/tsc", "-p", `apps/canvas/${config}`),
);

test("Biome finds no error in format or code", { timeout: 2 * minutes }, () =>
	satisfies("@biomejs/biome/bin/biome", "check", "--diagnostic-level=error", "."),
);
