import { expect, test } from "vitest";
import { ALL, CanvasUnderTest, receiverOf } from "./canvas-under-test";

test("a widget without a table says why: nothing is linked, no data yet, or no rows selected", async () => {
	await using subject = await CanvasUnderTest.start();
	const said = (id: string) => subject.state(id).summary?.key;
	await subject.run(
		{ type: "add-node", id: "r", widget: "receiver", position: { x: 0, y: 0 } },
		{ type: "add-node", id: "table", widget: "data-table", position: { x: 0, y: 0 } },
		{ type: "add-node", id: "plot", widget: "scatter-plot", position: { x: 0, y: 0 } },
		{ type: "add-node", id: "out", widget: "transmitter", position: { x: 0, y: 0 } },
	);
	expect(["table", "plot", "out"].map(said)).toEqual(["no-input", "no-input", "no-input"]);

	await subject.run(
		{ type: "add-link", id: "1", from: "r", output: "data", to: "table" },
		{ type: "add-link", id: "2", from: "table", output: "selected", to: "plot" },
		{ type: "add-link", id: "3", from: "table", output: "selected", to: "out" },
	);
	expect(["table", "plot", "out"].map(said)).toEqual(["no-data", "no-data", "no-data"]);

	const told = new AbortController();
	const events = await fetch(new URL("api/events", subject.url), { signal: told.signal });
	let heard = "";
	void (async () => {
		for await (const chunk of events.body as unknown as AsyncIterable<Uint8Array>)
			heard += new TextDecoder().decode(chunk);
	})().catch(() => {});
	await subject.run({ type: "send-sample-table" }, ...receiverOf("other", "iris"));
	await subject.run(
		{ type: "set", id: "r", settings: { tableName: "iris" } },
		{ type: "load", id: "r", load: ALL },
	);
	await subject.until(() => said("table") === "table-shape");
	expect(["plot", "out"].map(said)).toEqual(["no-selection", "no-selection"]);
	// Pages are told, though the tables of these nodes did not change.
	await subject.until(() => heard.split('"no-selection"').length > 2);
	told.abort();

	await subject.run({ type: "send", id: "out" });
	expect(subject.state("out").messages[0]).toMatchObject({ key: "no-selection", severity: "warning" });
	await subject.run({ type: "set", id: "table", settings: { picked: { by: "rows", ranges: [[0, 3]] } } });
	await subject.until(() => said("plot") === "table-shape");
	await subject.run({ type: "set", id: "table", settings: { picked: null } });
	await subject.until(() => said("plot") === "no-selection");
});
