import type { Browser, Page } from "playwright-core";
import type { CanvasProcess } from "./canvas-process";

/**
 * The canvas in a browser window. Errors of the page, and requests to any address but the canvas's own, are collected: see {@link CanvasPage.complaints}.
 */
export class CanvasPage {
	readonly complaints: string[] = [];

	private constructor(readonly page: Page) {}

	/** `search` such as "theme=dark&lang=ja". */
	static async open(
		browser: Browser,
		canvas: CanvasProcess,
		{ search = "lang=en", hash = "", width = 1400, height = 900 } = {},
	) {
		const context = await browser.newContext({
			viewport: { width, height },
			permissions: ["clipboard-read", "clipboard-write"],
			reducedMotion: "reduce",
		});
		context.setDefaultTimeout(45_000);
		const page = await context.newPage();
		const opened = new CanvasPage(page);
		page.on("pageerror", (error) => opened.complaints.push(error.message));
		page.on("console", (message) => {
			if (message.type() === "error" && !/Failed to load resource/.test(message.text()))
				opened.complaints.push(message.text());
		});
		page.on("request", (request) => {
			const url = request.url();
			if (!/^(data|blob):/.test(url) && !url.startsWith(new URL(canvas.url).origin))
				opened.complaints.push(`A request to ${url}`);
		});
		await page.goto(`${canvas.url}?${search}${hash && `#${hash}`}`);
		await page.locator(".react-flow__pane:visible, .window-panels:visible").first().waitFor();
		return opened;
	}

	/** A node of the workflow, by what it is called. */
	node(title: string) {
		return this.page.locator(".react-flow__node").filter({
			has: this.page.locator(".widget-node-title", { hasText: new RegExp(`^${title}$`) }),
		});
	}

	/** Opens a node's panel as a user does with the keyboard: Enter makes it full, Space keeps the workflow beside it. */
	async openPanel(title: string, { full = false } = {}) {
		await this.node(title).focus();
		await this.page.keyboard.press(full ? "Enter" : "Space");
		return this.panel();
	}

	panel() {
		return this.page.locator("section.panel").last();
	}

	/** Until nothing is fetched or drawn any more. */
	async settled(): Promise<void> {
		await this.page.waitForFunction(
			() =>
				document.querySelector(".skeleton, .grid-row:not([hidden]) > .grid-cell.waiting:not([hidden])") ===
				null,
		);
		await this.page.evaluate(
			() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
		);
	}

	async close(): Promise<void> {
		await this.page.context().close();
	}
}
