import type { Page } from "playwright-core";

export interface FrameRate {
	/** Frames that were drawn, a second, as Chromium's trace has them. */
	readonly drawn: number;
	/** Milliseconds between two of the page's own frames, that 95 of 100 keep. */
	readonly gap: number;
	readonly seconds: number;
}

interface TraceEvent {
	readonly name: string;
	readonly ts: number;
}

/** Traces what Chromium draws while `act` goes on. */
export async function frameRate(page: Page, act: () => Promise<void>): Promise<FrameRate> {
	const session = await page.context().newCDPSession(page);
	const events: TraceEvent[] = [];
	session.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as TraceEvent[])));
	await session.send("Tracing.start", {
		transferMode: "ReportEvents",
		traceConfig: {
			includedCategories: ["disabled-by-default-devtools.timeline.frame", "devtools.timeline.frame"],
		},
	});
	await page.evaluate(() => {
		const times: number[] = [];
		Object.assign(window, { frameTimes: times });
		const frame = (time: number) => {
			times.push(time);
			if ("frameTimes" in window) requestAnimationFrame(frame);
		};
		requestAnimationFrame(frame);
	});
	await act();
	const times = await page.evaluate(() => {
		const { frameTimes } = window as unknown as { frameTimes: number[] };
		Reflect.deleteProperty(window, "frameTimes");
		return frameTimes;
	});
	const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
	await session.send("Tracing.end");
	await complete;
	await session.detach();
	const seconds = ((times.at(-1) as number) - (times[0] as number)) / 1000;
	const gaps = times.slice(1).map((time, i) => time - (times[i] as number));
	gaps.sort((a, b) => a - b);
	return {
		drawn: events.filter(({ name }) => name === "DrawFrame").length / seconds,
		gap: gaps[Math.floor(gaps.length * 0.95)] ?? 0,
		seconds,
	};
}

/** What this machine draws, as busy as it is now, where hardly anything moves. */
export async function idleFrameRate(page: Page): Promise<FrameRate> {
	await page.setContent(
		`<style>@keyframes x { to { transform: translateX(90px) } } div { width: 9px; height: 9px; background: red; animation: x 1s infinite }</style><div></div>`,
	);
	return frameRate(page, () => page.waitForTimeout(1500));
}

/** Turns the wheel over the grid for some seconds, then drags the scrollbar down over the whole table and back. */
export async function scrollGrid(
	page: Page,
	seconds: number,
): Promise<{ wheel: FrameRate; drag: FrameRate }> {
	const box = await page.locator(".grid").boundingBox();
	if (box === null) throw new Error("There is no grid.");
	await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
	const wheel = await frameRate(page, async () => {
		for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
			await page.mouse.wheel(0, 120);
			await page.waitForTimeout(8);
		}
	});
	const drag = await frameRate(page, () =>
		page.evaluate(async (seconds) => {
			const grid = document.querySelector(".grid") as HTMLElement;
			const start = performance.now();
			for (let share = 0; share < 1; ) {
				share = (performance.now() - start) / (seconds * 1000);
				grid.scrollTop = Math.min(1, share * 2, 2 - share * 2) * grid.scrollHeight;
				await new Promise(requestAnimationFrame);
			}
		}, seconds),
	);
	return { wheel, drag };
}
