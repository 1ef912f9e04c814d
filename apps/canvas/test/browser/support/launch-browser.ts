import { type Browser, chromium } from "playwright-core";
import { carriedBrowser } from "./carried-browser";
import { installedBrowser } from "./installed-browser";

const ARGS = [
	"--disable-gpu",
	// WebGL in software.
	"--enable-unsafe-swiftshader",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
];

/**
 * A headless browser with a profile of its own: an installed one, else one that is fetched.
 *
 * @throws Error where there is neither
 */
export async function launchBrowser(): Promise<Browser> {
	const installed = installedBrowser();
	const found = installed === null ? await carriedBrowser() : { executablePath: installed, env: {} };
	if (found === null)
		throw new Error("No Chromium or Chrome was found. Install one, or set CHROME_PATH to its executable.");
	const isRoot = process.getuid?.() === 0;
	return chromium.launch({
		executablePath: found.executablePath,
		args: [...ARGS, ...(isRoot ? ["--no-sandbox"] : [])],
		env: { ...definedEnvironment(), ...found.env },
		headless: true,
	});
}

const definedEnvironment = () =>
	Object.fromEntries(
		Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
	);
