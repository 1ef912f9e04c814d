import { existsSync } from "node:fs";
import path from "node:path";

/** Where Chromium and Chrome usually are. */
const PLACES: Partial<Record<NodeJS.Platform, readonly string[]>> = {
	linux: [
		"/usr/bin/chromium",
		"/usr/bin/chromium-browser",
		"/usr/bin/google-chrome",
		"/usr/bin/google-chrome-stable",
		"/opt/google/chrome/chrome",
		"/snap/bin/chromium",
	],
	darwin: [
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
		"/Applications/Chromium.app/Contents/MacOS/Chromium",
		"/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
	],
	win32: ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((variable) =>
		["Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"].map((file) =>
			path.join(process.env[variable] ?? "C:/", file),
		),
	),
};

/** CHROME_PATH, else a Chromium or Chrome that is installed, else null. */
export function installedBrowser(): string | null {
	const { CHROME_PATH } = process.env;
	if (CHROME_PATH) return CHROME_PATH;
	return PLACES[process.platform]?.find((place) => existsSync(place)) ?? null;
}
