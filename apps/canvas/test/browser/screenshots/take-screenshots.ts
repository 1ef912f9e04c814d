import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { CanvasPage } from "../support/canvas-page";
import { CanvasProcess } from "../support/canvas-process";
import { launchBrowser } from "../support/launch-browser";
import { makeScene } from "./make-scene";
import { SCENES } from "./scenes";

/** Takes every scene, or only those of some names, in its languages and themes: NAME.LANGUAGE.THEME.png. */
export async function takeScreenshots(directory: string, only: readonly string[] = []): Promise<void> {
	mkdirSync(directory, { recursive: true });
	const scenes = SCENES.filter(({ name }) => only.length === 0 || only.includes(name));
	if (only.length === 0)
		for (const file of readdirSync(directory)) if (file.endsWith(".png")) rmSync(path.join(directory, file));
	const browser = await launchBrowser();
	const fresh = await CanvasProcess.start();
	const empty = await CanvasProcess.start("--empty");
	await empty.command({ type: "add-node", id: "receiver", widget: "receiver", position: { x: 0, y: 0 } });
	const ended = await CanvasProcess.start();
	await ended.end();
	const canvas = await CanvasProcess.start("--empty");
	const notebook = await makeScene(canvas);
	try {
		for (const { name, hash, of, views = ["en.light"], width = 1120, prepare, after } of scenes)
			for (const view of views) {
				const [lang, theme] = view.split(".");
				if (of === "ended") await ended.run();
				const at = await CanvasPage.open(browser, of === undefined ? canvas : { fresh, empty, ended }[of], {
					search: `lang=${lang}&theme=${theme}`,
					hash,
					width,
					height: 720,
				});
				await at.settled();
				if (of === "ended") await ended.end();
				await prepare?.(at);
				await at.settled();
				await at.page.waitForTimeout(300);
				await at.page.screenshot({ path: path.join(directory, `${name}.${view}.png`) });
				await after?.(at);
				for (const complaint of at.complaints) console.error(`${name}.${view}: ${complaint}`);
				await at.close();
			}
	} finally {
		await notebook.end();
		await browser.close();
		for (const each of [fresh, empty, ended, canvas]) await each[Symbol.asyncDispose]();
	}
	const files = readdirSync(directory).filter((file) => file.endsWith(".png"));
	const bytes = files.reduce((sum, file) => sum + statSync(path.join(directory, file)).size, 0);
	console.log(`${files.length} pictures, ${(bytes / 1e6).toFixed(1)} MB, in ${directory}`);
}
