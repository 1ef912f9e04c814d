import { readFileSync, renameSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { CanvasPage } from "./support/canvas-page";
import { CanvasProcess } from "./support/canvas-process";
import { irisCell } from "./support/iris-cell";
import { launchBrowser } from "./support/launch-browser";
import { Notebook, PYTHON } from "./support/python";

/** What people do, in a real browser, with the real server and an unmodified Python. */
describe.skipIf(PYTHON === null)("stories", () => {
	let browser: Browser;
	let canvas: CanvasProcess;
	let notebook: Notebook;
	let at: CanvasPage;
	let page: Page;

	beforeAll(async () => {
		canvas = await CanvasProcess.start("--empty");
		notebook = new Notebook(canvas.home);
		[browser] = await Promise.all([launchBrowser(), notebook.run(irisCell())]);
		at = await CanvasPage.open(browser, canvas);
		page = at.page;
	});

	afterAll(async () => {
		await browser?.close();
		await notebook?.end();
		await canvas?.[Symbol.asyncDispose]();
	});

	afterEach(async ({ task }) => {
		if (task.result?.state !== "fail") return;
		const picture = path.join(tmpdir(), `allye-story-${Date.now()}.png`);
		await page.screenshot({ path: picture });
		console.log(`What was on the page when "${task.name}" failed: ${picture}`);
	});

	/** A table in the Receiver's list. */
	const row = (name: string) => page.locator(".table-row", { hasText: name });

	// Python waits for a second only, and is told the truth: on a busy machine "load did not complete".
	test("iris goes from Python through a lasso back to Python", { retry: 3 }, async () => {
		const said = await notebook.run(`send_dataframe(iris, "iris")`);
		expect(said).toContain("created and loaded");
		await at.node("Receiver").getByText("150 rows · 5 columns").waitFor();

		await at.openPanel("Receiver");
		await page.getByRole("button", { name: "Add Scatter Plot" }).click();
		await page.getByRole("img", { name: "sepal width against sepal length: 150 points" }).waitFor();
		await lasso(page, [
			[0.05, 0.1],
			[0.45, 0.05],
			[0.5, 0.5],
			[0.2, 0.6],
		]);
		const selected = page.getByText(/^Selected Data: \d+ of 150 rows$/);
		await selected.waitFor();
		const count = Number(/\d+/.exec((await selected.textContent()) ?? "")?.[0]);
		expect(count).toBeGreaterThan(5);
		expect(count).toBeLessThan(145);

		await page.getByRole("button", { name: "Add Transmitter" }).click();
		await page.getByLabel("Table name").fill("some irises");
		await page.getByText("A new table: Python asks for it by this name.").waitFor();
		await page.getByRole("button", { name: "Send", exact: true }).click();
		const line = page.getByRole("region", { name: "Line for Python" });
		await line.waitFor();
		await page.getByRole("button", { name: "Copy" }).click();
		const copied = await page.evaluate(() => navigator.clipboard.readText());
		expect(copied).toBe(`df = get_dataframe("some irises", producer="allye")`);

		const { workflow } = await canvas.state();
		const plot = workflow.nodes.find(({ widget }) => widget === "scatter-plot");
		if (plot?.widget !== "scatter-plot" || plot.settings.picked?.by !== "polygon")
			throw new Error("No lasso");
		const answer = await notebook.run(`
${copied}
from functools import reduce
corners = ${JSON.stringify(plot.settings.picked.corners)}
def inside(x, y):
    crossed = False
    for (x1, y1), (x2, y2) in zip(corners, corners[-1:] + corners[:-1]):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossed = not crossed
    return crossed
expected = iris[[inside(x, y) for x, y in zip(iris["sepal length"], iris["sepal width"])]].reset_index(drop=True)
df["iris"] = df["iris"].astype(object)
pd.testing.assert_frame_equal(df[list(iris.columns)], expected, check_dtype=False)
print(len(df))
`);
		expect(Number(answer)).toBe(count);
	});

	test("a send that failed is shown with its reason", async () => {
		await notebook.run(`send_dataframe(pd.DataFrame({"mixed": [1, "a", 2.5]}), "broken")`, { fails: true });
		await at.openPanel("Receiver");
		await row("broken").getByText("Error", { exact: true }).waitFor();
		expect(await row("broken").textContent()).toMatch(/ArrowInvalid|ArrowTypeError|mixed/);
	});

	test("a missing payload is explained, and Retry loads it once it is back", async () => {
		await notebook.run(`send_dataframe(iris.head(40), "flowers", transport="file", notify_canvas=False)`);
		const payloads = path.join(canvas.secretDir, "payloads");
		const aside = path.join(canvas.home, "aside");
		renameSync(payloads, aside);
		await row("flowers").getByRole("button").first().click();
		const message = page.getByText(/The payload file is missing: .*send the table again, then Retry/);
		await message.first().waitFor();

		renameSync(aside, payloads);
		await page.getByRole("button", { name: "Retry" }).first().click();
		await page.getByRole("button", { name: "Load", exact: true }).click();
		await at.node("Receiver").getByText("40 rows · 5 columns").waitFor();
		expect(await message.count()).toBe(0);
	});

	test("a table that vanished with its sender explains itself", async () => {
		const gone = new Notebook(canvas.home);
		await gone.run(irisCell());
		await gone.run(`send_dataframe(iris, "short-lived", transport="shm", notify_canvas=False)`);
		await row("short-lived").getByText("Vanishes when Python exits").waitFor();
		await gone.end();
		await row("short-lived").getByRole("button").first().click();
		await at
			.panel()
			.getByText(/The shared memory is gone.*transport="file" to keep it/)
			.first()
			.waitFor();
		expect(await at.node("Receiver").textContent()).toContain("40 rows");
	});

	test("a table over the limits warns; a sample of it loads; a load is cancelled half-way", async () => {
		await notebook.run(`
import numpy as np
send_dataframe(pd.DataFrame({f"c{i}": np.resize(np.arange(50 + i, dtype="int8"), 10_500_000) for i in range(10)}), "large", transport="file")
`);
		await row("large").getByText("10,500,000 rows × 10 columns").waitFor();
		await row("large").getByRole("button").first().click();
		await choose(page, page.getByLabel("How much to load"), "All rows");
		await page
			.getByText(/10,500,000 rows need/)
			.first()
			.waitFor();
		await page.getByRole("button", { name: "Load anyway" }).waitFor();

		await choose(page, page.getByLabel("How much to load"), "Random sample");
		await page.getByLabel("Rows", { exact: true }).fill("1000");
		await page.getByLabel("Rows", { exact: true }).press("Enter");
		await page.getByRole("button", { name: "Load sample" }).click();
		await at.node("Receiver").getByText("1,000 rows · 10 columns").waitFor();

		await choose(page, page.getByLabel("How much to load"), "All rows");
		await page.getByRole("button", { name: "Load anyway" }).click();
		await page.getByRole("button", { name: "Cancel" }).click();
		await page
			.getByText(/large: cancelled/)
			.first()
			.waitFor();
		expect(await at.node("Receiver").textContent()).not.toContain("10,500,000");
	});

	test("dragging to the edge of a table goes on selecting rows beyond it", async () => {
		await page.getByRole("button", { name: "Add Data Table" }).click();
		const grid = page.locator(".data-table .grid");
		await grid.locator(".grid-cell:not(.waiting)").first().waitFor();
		const box = (await grid.boundingBox())!;
		const seen = Math.floor(box.height / 28);
		await page.mouse.move(box.x + 150, box.y + 60);
		await page.mouse.down();
		await page.mouse.move(box.x + 150, box.y + box.height - 4, { steps: 4 });
		await page.waitForFunction(() => (document.querySelector(".data-table .grid")?.scrollTop ?? 0) > 200);
		await page.mouse.up();
		const selected = at.panel().getByText(/^\d+ of 1,000 rows selected$/);
		const count = async () => Number(/\d+/.exec((await selected.textContent()) ?? "")?.[0]);
		// Each row that the drag reaches is told on its own.
		await expect.poll(count, { timeout: 10_000 }).toBeGreaterThan(seen + 4);
	});

	test("after a restart the workflow is as it was, and nothing was sent by that", async () => {
		await at.openPanel("Receiver");
		await row("flowers").getByRole("button").first().click();
		await page.getByRole("button", { name: "Load", exact: true }).click();
		await at.node("Receiver").getByText("40 rows · 5 columns").waitFor();
		const before = await canvas.state();
		const manifest = () => readFileSync(path.join(canvas.secretDir, "manifest.jsonl"), "utf8");
		const sentBefore = manifest();
		await canvas.end();
		// What is left on the page must not look as if it worked.
		await page
			.getByText(/The canvas does not answer|This canvas has ended/)
			.first()
			.waitFor();
		expect(await page.locator("main").evaluate((main) => (main as HTMLElement).inert)).toBe(true);
		const old = page;
		await canvas.run();
		at = await CanvasPage.open(browser, canvas);
		page = at.page;
		await at.node("Receiver").getByText("40 rows · 5 columns").waitFor();
		await old.getByRole("alertdialog", { name: "This canvas has ended" }).waitFor();
		await old.getByText("npm run canvas").waitFor();
		await old.context().close();
		const after = await canvas.state();
		expect(after.workflow).toEqual(before.workflow);
		expect(manifest()).toBe(sentBefore);
	});

	test("a node's menu gives the focus back, so that the keyboard goes on: a name is written, and undone", async () => {
		const node = at.node("Receiver");
		await node.focus();
		await page.keyboard.press("m");
		await page.getByRole("menu").waitFor();
		await page.keyboard.press("Escape");
		await page.getByRole("menu").waitFor({ state: "detached" });
		await page.keyboard.press("F2");
		await page.getByLabel("New name of Receiver").fill("受信");
		await page.keyboard.press("Enter");
		await at.node("受信").waitFor();
		await page.keyboard.press("Control+z");
		await node.waitFor();
	});

	test("the page complained of nothing, and asked nobody but the canvas", () => {
		expect(at.complaints).toEqual([]);
	});
});

/** Drags round a part of the plot; corners are shares of its width and height. */
async function lasso(page: Page, corners: [x: number, y: number][]): Promise<void> {
	const box = await page.locator("canvas.plot-canvas").boundingBox();
	if (box === null) throw new Error("There is no plot.");
	const to = ([x, y]: [number, number]) =>
		page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 8 });
	const [first, ...others] = corners;
	await to(first as [number, number]);
	await page.mouse.down();
	for (const corner of others) await to(corner);
	await to(first as [number, number]);
	await page.waitForTimeout(50);
	await page.mouse.up();
}

async function choose(page: Page, select: Locator, choice: string): Promise<void> {
	await select.click();
	await page.getByRole("option", { name: choice }).click();
}
