import { appendFileSync, rmSync } from "node:fs";
import path from "node:path";
import { DEFAULT_SETTINGS } from "../../../src/contract";
import { allWidgets } from "../support/all-widgets";
import type { CanvasProcess } from "../support/canvas-process";
import { irisCell } from "../support/iris-cell";
import { Notebook } from "../support/python";

/** Tables in every state, and a workflow with every widget on them. The notebook has to live: some tables are in its memory. */
export async function makeScene(canvas: CanvasProcess): Promise<Notebook> {
	const notebook = new Notebook(canvas.home);
	await notebook.run(irisCell());
	await notebook.run(`
import numpy as np
random = np.random.default_rng(0)
n = 3_000
walks = pd.DataFrame({
    "started": pd.Timestamp("2025-03-01") + pd.to_timedelta(np.sort(random.integers(0, 90 * 86400, n)), unit="s"),
    "city": random.choice(["東京", "大阪", "札幌", "福岡"], n, p=[.4, .3, .2, .1]),
    "steps": random.gamma(4, 2000, n).round(),
    "kilometres": np.nan, "rain": random.random(n) < .3,
    "note": [f"walk {i}" for i in range(n)],
})
walks["kilometres"] = (walks["steps"] * random.normal(.0007, .0001, n)).round(2)
walks.loc[random.random(n) < .08, "kilometres"] = np.nan
send_dataframe(walks.drop(columns="rain"), "walks", transport="file", notify_canvas=False)
send_dataframe(walks, "walks", transport="file", notify_canvas=False)
large = np.resize(random.integers(0, 100, 1_000_000).astype("int8"), 10_500_000)
send_dataframe(pd.DataFrame({f"reading_{i}": large for i in range(12)}), "large", transport="file", notify_canvas=False)
wide = pd.DataFrame(random.normal(size=(1_000, 200)).round(3), columns=[f"gene_{i:03d}" for i in range(200)])
send_dataframe(wide, "wide", transport="file", notify_canvas=False)
send_dataframe(walks.head(500), "in memory", transport="shm", notify_canvas=False)
send_dataframe(walks.head(500), "in memory too", transport="shm", notify_canvas=False)
send_dataframe(walks.head(500), "short offer", transport="file", ttl_sec=1, notify_canvas=False)
send_dataframe(walks.head(500), "deleted", transport="file", notify_canvas=False)
`);
	await notebook.run(`send_dataframe(pd.DataFrame({"mixed": [1, "a"]}), "broken")`, { fails: true });
	const deleted = await notebook.run(`
from allye_data_connector import list_tables
import json, pathlib
lines = [json.loads(line) for line in open(${JSON.stringify(path.join(canvas.secretDir, "manifest.jsonl"))})]
print([line["payload"]["locator"] for line in lines if line["table_name"] == "deleted" and line["status"] == "ready"][0])
`);
	rmSync(deleted.trim());
	// A send that is under way, and one whose sender was killed a while ago.
	writing(canvas, "just now", new Date());
	writing(canvas, "left behind", new Date(Date.now() - 10_800_000));
	await allWidgets(canvas);
	// The pictures take longer than a minute.
	await canvas.command({ type: "set", id: "receiver", settings: { staleAfterSeconds: 7200 } });
	await addWalks(canvas);
	await addHeld(canvas);
	await addLarge(canvas);
	return notebook;
}

function writing(canvas: CanvasProcess, name: string, at: Date): void {
	const event = {
		version: 1,
		id: crypto.randomUUID().replaceAll("-", ""),
		table_name: name,
		producer: "python",
		status: "writing",
		created_at: at.toISOString().replace(/\.\d+Z$/, "+0000"),
		ttl_sec: null,
		payload: null,
		metadata: {},
	};
	appendFileSync(path.join(canvas.secretDir, "manifest.jsonl"), `${JSON.stringify(event)}\n`);
}

/** A second line of the workflow: walks, browsed on disk in a table, and plotted. */
async function addWalks(canvas: CanvasProcess): Promise<void> {
	const source = { tableName: "walks", producer: null, eventId: null };
	const load = { how: "all", n: 10_000, seed: 1, columns: null, allowLarge: false } as const;
	const add = async (
		id: string,
		widget: "receiver" | "data-table" | "scatter-plot" | "distributions",
		x: number,
		y: number,
	) => canvas.command({ type: "add-node", id, widget, position: { x, y } });
	await add("walks", "receiver", 0, 430);
	await add("walks-browsed", "receiver", 0, 630);
	await add("walks-plot", "scatter-plot", 320, 380);
	await add("walks-bars", "distributions", 320, 480);
	await add("walks-table", "data-table", 320, 580);
	await add("walks-sampled", "scatter-plot", 320, 680);
	await add("walks-counted", "distributions", 320, 780);
	await add("walks-selected", "scatter-plot", 640, 380);
	const chosen = { ...DEFAULT_SETTINGS.receiver, tableName: "walks", source, staleAfterSeconds: 7200 };
	await canvas.command({ type: "set", id: "walks", settings: chosen });
	await canvas.command({ type: "set", id: "walks-browsed", settings: chosen });
	await canvas.command({ type: "load", id: "walks", load });
	await canvas.command({ type: "load", id: "walks-browsed", load: { ...load, how: "browse" } });
	await canvas.command({ type: "add-link", id: "walks-1", from: "walks", output: "data", to: "walks-plot" });
	await canvas.command({ type: "add-link", id: "walks-2", from: "walks", output: "data", to: "walks-bars" });
	await canvas.command({
		type: "add-link",
		id: "walks-3",
		from: "walks-browsed",
		output: "data",
		to: "walks-table",
	});
	const sampled = { from: "walks-browsed", output: "data", to: "walks-sampled" } as const;
	await canvas.command({ type: "add-link", id: "walks-4", ...sampled });
	await canvas.command({ type: "add-link", id: "walks-6", ...sampled, to: "walks-counted" });
	await canvas.command({ type: "set", id: "walks-counted", settings: { column: "kilometres" } });
	const selected = { from: "walks-plot", output: "selected", to: "walks-selected" } as const;
	await canvas.command({ type: "add-link", id: "walks-5", ...selected });
	await canvas.command({
		type: "set",
		id: "walks-plot",
		settings: { x: "started", y: "kilometres", color: "steps" },
	});
	await canvas.command({
		type: "set",
		id: "walks-bars",
		settings: {
			column: "city",
			picked: { by: "filters", filters: [{ column: "city", is: "one-of", values: ["東京"] }] },
		},
	});
}

/** A Receiver that loaded a table out of shared memory, which the canvas alone has now. */
async function addHeld(canvas: CanvasProcess): Promise<void> {
	await canvas.command({ type: "add-node", id: "held", widget: "receiver", position: { x: 640, y: 630 } });
	await canvas.command({
		type: "set",
		id: "held",
		settings: { tableName: "in memory too", staleAfterSeconds: 7200 },
	});
	const load = { how: "all", n: 10_000, seed: 1, columns: null, allowLarge: false } as const;
	await canvas.command({ type: "load", id: "held", load });
}

/** Receivers of a table that is over the limits, which is not loaded, and of one of 200 columns, which is shown. */
async function addLarge(canvas: CanvasProcess): Promise<void> {
	const add = (id: string, widget: "receiver" | "data-table", x: number) =>
		canvas.command({ type: "add-node", id, widget, position: { x, y: 880 } });
	await add("large", "receiver", 640);
	await canvas.command({
		type: "set",
		id: "large",
		settings: { tableName: "large", staleAfterSeconds: 7200 },
	});
	await add("wide", "receiver", 0);
	await add("wide-table", "data-table", 320);
	await canvas.command({ type: "set", id: "wide", settings: { tableName: "wide", staleAfterSeconds: 7200 } });
	const load = { how: "all", n: 10_000, seed: 1, columns: null, allowLarge: false } as const;
	await canvas.command({ type: "load", id: "wide", load });
	await canvas.command({ type: "add-link", id: "wide-1", from: "wide", output: "data", to: "wide-table" });
}
