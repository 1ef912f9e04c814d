import { availableParallelism, loadavg } from "node:os";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CanvasPage } from "./support/canvas-page";
import { CanvasProcess } from "./support/canvas-process";
import { idleFrameRate, scrollGrid } from "./support/frame-rate";
import { launchBrowser } from "./support/launch-browser";
import { Notebook, PYTHON } from "./support/python";

const SENDS = 12;

/** Milliseconds are a law about an idle machine; the figures are printed. */
describe.skipIf(PYTHON === null)("speed", { retry: 3 }, () => {
	let browser: Browser;
	let canvas: CanvasProcess;
	let notebook: Notebook;
	/** Each try has widgets of its own. */
	let turn = 0;
	beforeEach(() => {
		turn += 1;
	});

	beforeAll(async () => {
		canvas = await CanvasProcess.start("--empty");
		notebook = new Notebook(canvas.home);
		[browser] = await Promise.all([
			launchBrowser(),
			notebook.run(`
import time
import numpy as np, pandas as pd
from allye_data_connector import send_dataframe
def frame(rows, columns, marker):
    return pd.DataFrame({f"c{i}": np.arange(rows) % (100 + i) + marker for i in range(columns)})
`),
		]);
	});

	afterAll(async () => {
		await browser?.close();
		await notebook?.end();
		await canvas?.[Symbol.asyncDispose]();
	});

	test("a table of 10,000 × 20 is on the page half a second after it was sent, 95 times of 100", async () => {
		await notebook.run(`send_dataframe(frame(10_000, 20, 0), "live", transport="file")`);
		await canvas.command({
			type: "add-node",
			id: `table-${turn}`,
			widget: "data-table",
			position: { x: 320, y: 0 },
		});
		const { workflow } = await canvas.state();
		const receiver = workflow.nodes.find(({ widget }) => widget === "receiver")?.id ?? "";
		await canvas.command({
			type: "add-link",
			id: `l-${turn}`,
			from: receiver,
			output: "data",
			to: `table-${turn}`,
		});
		const at = await CanvasPage.open(browser, canvas, { hash: `node=table-${turn}&full=1` });
		await at.page.locator(".grid-cell", { hasText: /^0$/ }).first().waitFor();
		const times: number[] = [];
		for (let marker = 1000; marker < 1000 + SENDS * 1000; marker += 1000) {
			// When the first cell shows the marker, by the clock that Python's time.time() reads too.
			const shown = at.page.evaluate(
				(marker) =>
					new Promise<number>((resolve) => {
						const look = () => {
							const cell = document.querySelector('[aria-rowindex="2"] > [aria-colindex="1"]');
							if (cell?.textContent === marker) resolve(performance.timeOrigin + performance.now());
							else requestAnimationFrame(look);
						};
						look();
					}),
				String(marker),
			);
			const sent = Number(
				await notebook.run(`
data = frame(10_000, 20, ${marker})
began = time.time()
name = send_dataframe(data, "live", transport="file", notify_canvas=False)
print(began * 1000)`),
			);
			times.push((await shown) - sent);
		}
		times.sort((a, b) => a - b);
		const p95 = times[Math.ceil(times.length * 0.95) - 1] as number;
		console.log(
			`send_dataframe of 10,000 × 20 to rows on the page: median ${Math.round(times[times.length >> 1] as number)} ms, p95 ${Math.round(p95)} ms`,
		);
		expect(at.complaints).toEqual([]);
		await at.close();
		// With more to do than it has cores, a machine says nothing about ours: the figure is printed only.
		if (loadavg()[0]! > availableParallelism() * 1.5)
			console.log("The machine is busy: not held against 500 ms");
		else expect(p95).toBeLessThan(500);
	});

	test("scrolling a table that stays on disk keeps 50 frames a second, or most of what the machine draws at all", async () => {
		await notebook.run(
			`send_dataframe(frame(200_000, 200, 0).astype("int16"), "wide", transport="file", notify_canvas=False)`,
		);
		const load = { how: "browse", n: 1, seed: 1, columns: null, allowLarge: false } as const;
		await canvas.command({
			type: "add-node",
			id: `browse-${turn}`,
			widget: "receiver",
			position: { x: 0, y: 200 },
		});
		await canvas.command({ type: "set", id: `browse-${turn}`, settings: { tableName: "wide" } });
		await canvas.command({ type: "load", id: `browse-${turn}`, load });
		await canvas.command({
			type: "add-node",
			id: `browsed-${turn}`,
			widget: "data-table",
			position: { x: 320, y: 200 },
		});
		await canvas.command({
			type: "add-link",
			id: `b-${turn}`,
			from: `browse-${turn}`,
			output: "data",
			to: `browsed-${turn}`,
		});
		const at = await CanvasPage.open(browser, canvas, { hash: `node=browsed-${turn}&full=1` });
		await at.page.locator(".grid-cell:not(.waiting)").first().waitFor();
		await at.settled();
		const { wheel, drag } = await scrollGrid(at.page, 2);
		await at.settled();
		expect(await at.page.locator(".grid-row").count()).toBeLessThan(60);
		expect(at.complaints).toEqual([]);
		await at.close();
		const still = await browser.newPage();
		const { drawn: most } = await idleFrameRate(still);
		await still.close();
		console.log(
			`Scrolling 200,000 × 200: ${wheel.drawn.toFixed(1)} frames a second with the wheel (95 % within ${wheel.gap.toFixed(0)} ms), ${drag.drawn.toFixed(1)} with the scrollbar; a page with one moving square has ${most.toFixed(1)}`,
		);
		// A machine that does other things besides draws fewer of anything.
		const enough = Math.min(50, most * 0.6);
		expect(wheel.drawn).toBeGreaterThan(enough);
		expect(drag.drawn).toBeGreaterThan(enough);
	});
});
