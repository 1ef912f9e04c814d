import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allWidgets } from "./support/all-widgets";
import { CanvasPage } from "./support/canvas-page";
import { CanvasProcess } from "./support/canvas-process";
import { launchBrowser } from "./support/launch-browser";

const VIEWS = [
	"",
	"node=receiver",
	"node=receiver&receiver.tab=fidelity",
	"node=table&full=1",
	"node=plot",
	"node=bars",
	"node=transmitter",
	"node=empty-plot",
	"pin=table&node=plot",
];

/** Every view, in light and dark: axe finds nothing that is serious. */
describe("accessibility", () => {
	let browser: Browser;
	let canvas: CanvasProcess;

	beforeAll(async () => {
		[browser, canvas] = await Promise.all([launchBrowser(), CanvasProcess.start()]);
		await allWidgets(canvas);
	});

	afterAll(async () => {
		await browser?.close();
		await canvas?.[Symbol.asyncDispose]();
	});

	test.each([
		["light", "en"],
		["dark", "ja"],
	])("%s, %s", { timeout: 400_000 }, async (theme, language) => {
		const at = await CanvasPage.open(browser, canvas, {
			search: `theme=${theme}&lang=${language}`,
			width: 1200,
			height: 720,
		});
		const found: string[] = [];
		for (const hash of VIEWS) {
			await at.page.evaluate((hash) => {
				location.hash = hash;
			}, hash);
			await at.settled();
			const axe = new AxeBuilder({ page: at.page }).options({ resultTypes: ["violations"] });
			// What the other theme and language change is colours and words.
			if (theme === "dark")
				axe.withRules(["color-contrast", "button-name", "label", "aria-input-field-name"]);
			const { violations } = await axe.analyze();
			for (const { id, impact, nodes } of violations)
				if (impact === "serious" || impact === "critical")
					found.push(
						`#${hash} ${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`).join("\n")}`,
					);
		}
		expect(found).toEqual([]);
		expect(at.complaints).toEqual([]);
		await at.close();
	});
});
