import { createRequire } from "node:module";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CanvasPage } from "./support/canvas-page";
import { CanvasProcess } from "./support/canvas-process";
import { makeEveryState, removeEveryState, VIEW_STATES } from "./support/every-state";
import { launchBrowser } from "./support/launch-browser";
import { Notebook, PYTHON } from "./support/python";

const require = createRequire(import.meta.url);
const { source: AXE } = createRequire(require.resolve("@axe-core/playwright"))("axe-core") as {
	source: string;
};

const PANELS_AND_POPUPS = [".window-panels", ".select-positioner", ".menu-positioner", ".notices"];

const ALL_ROWS = { how: "all", n: 10_000, seed: 1, columns: null, allowLarge: false } as const;

/** Around an open popup: they hand the focus on at once, so nothing is ever hidden there that has it. */
const FOCUS_GUARDS = ["[data-base-ui-focus-guard]"];

/** What another theme and another language can change: colours, and words. */
const COLOURS_AND_WORDS = [
	"color-contrast",
	"button-name",
	"label",
	"link-name",
	"aria-input-field-name",
	"aria-command-name",
	"html-has-lang",
	"html-lang-valid",
];

/** Every panel and dialog in every state: axe finds nothing that is serious. */
describe("accessibility", () => {
	let browser: Browser;
	let canvas: CanvasProcess;

	beforeAll(async () => {
		[browser, canvas] = await Promise.all([launchBrowser(), CanvasProcess.start("--empty")]);
		await makeEveryState(canvas);
	});

	afterAll(async () => {
		await browser?.close();
		await removeEveryState(canvas);
		await canvas?.[Symbol.asyncDispose]();
	});

	test.concurrent.each([
		["light", "en", null],
		["dark", "ja", COLOURS_AND_WORDS],
	] as const)("%s, %s", { timeout: 400_000 }, async (theme, language, rules) => {
		const at = await CanvasPage.open(browser, canvas, {
			search: `theme=${theme}&lang=${language}`,
			width: 1200,
			height: 720,
		});
		const found: string[] = [];
		await at.page.evaluate(AXE);
		for (const { name, hash, act } of VIEW_STATES) {
			await at.page.evaluate((hash) => {
				location.hash = hash;
			}, hash);
			await at.settled();
			await act?.(at);
			await at.settled();
			// The rest of the window is the same as before.
			const parts = hash === "" ? ["body"] : PANELS_AND_POPUPS;
			for (const fault of await faults(at, rules, parts)) found.push(`${name}: ${fault}`);
			if (act !== undefined) await at.page.keyboard.press("Escape");
		}
		expect(found).toEqual([]);
		expect(at.complaints).toEqual([]);
		await at.close();
	});

	test.skipIf(process.platform === "win32" || PYTHON === null)(
		"over the limits, and while a load is under way",
		{ timeout: 120_000 },
		async () => {
			const notebook = new Notebook(canvas.home);
			await notebook.run(`
import numpy as np, pandas as pd
from allye_data_connector import send_dataframe
column = np.resize(np.arange(100, dtype="int8"), 10_500_000)
send_dataframe(pd.DataFrame({f"c{i}": column for i in range(10)}), "large", transport="file", notify_canvas=False)
`);
			await notebook.end();
			await canvas.command({ type: "set", id: "unchosen", settings: { tableName: "large" } });
			const found: string[] = [];
			for (const search of ["theme=light&lang=en", "theme=dark&lang=ja"]) {
				const at = await CanvasPage.open(browser, canvas, { search, hash: "node=unchosen" });
				await at.page.evaluate(AXE);
				// Asked for without "anyway": it is refused, and says why.
				await canvas.command({ type: "load", id: "unchosen", load: ALL_ROWS });
				await at.page.locator(".message-warning").first().waitFor();
				await at.settled();
				found.push(...(await faults(at, null)));
				await at.page.locator(".load-button").click();
				await at.page.locator(".load-progress").waitFor();
				// What is half done stays so until it was looked at.
				canvas.freeze();
				try {
					found.push(...(await faults(at, null)));
					expect(await at.page.locator(".load-progress").isVisible()).toBe(true);
				} finally {
					canvas.thaw();
				}
				await at.page.locator(".load-button").click();
				await at.page.locator(".load-progress").waitFor({ state: "detached" });
				expect(at.complaints).toEqual([]);
				await at.close();
			}
			expect(found).toEqual([]);
		},
	);

	test("before anything was sent, and after the canvas ended", async () => {
		const other = await CanvasProcess.start("--empty");
		await other.command({ type: "add-node", id: "receiver", widget: "receiver", position: { x: 0, y: 0 } });
		const found: string[] = [];
		const pages: CanvasPage[] = [];
		for (const search of ["theme=light&lang=en", "theme=dark&lang=ja"]) {
			const at = await CanvasPage.open(browser, other, { search, hash: "node=receiver" });
			await at.settled();
			await at.page.evaluate(AXE);
			found.push(...(await faults(at, null)));
			pages.push(at);
		}
		await other.end();
		for (const at of pages) {
			// First that it does not answer, then that it has ended.
			await at.page.locator(".notice, [role=alertdialog]").first().waitFor();
			found.push(...(await faults(at, null)));
			await at.page.locator("[role=alertdialog]").waitFor();
			found.push(...(await faults(at, null)));
			await at.close();
		}
		await other[Symbol.asyncDispose]();
		expect(found).toEqual([]);
	});
});

/** What axe finds serious or worse, by all rules or by some. */
async function faults(
	{ page }: CanvasPage,
	rules: readonly string[] | null,
	parts: readonly string[] = ["body"],
): Promise<string[]> {
	const { violations } = await page.evaluate(
		({ rules, parts, exclude }) =>
			(window as unknown as { axe: { run(context: object, options: object): Promise<AxeAnswer> } }).axe.run(
				{ include: parts.filter((part) => document.querySelector(part) !== null), exclude },
				// Stylesheets and media would be fetched for rules that are off by default, or about sound.
				{
					resultTypes: ["violations"],
					preload: false,
					...(rules && { runOnly: { type: "rule", values: rules } }),
				},
			),
		{ rules: rules as string[] | null, parts: [...parts], exclude: FOCUS_GUARDS },
	);
	return violations
		.filter(({ impact }) => impact === "serious" || impact === "critical")
		.map(
			({ id, nodes }) =>
				`${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`).join("\n")}`,
		);
}

interface AxeAnswer {
	readonly violations: readonly {
		readonly id: string;
		readonly impact?: string | null;
		readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
	}[];
}
