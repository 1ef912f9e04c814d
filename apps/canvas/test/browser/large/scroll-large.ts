import { appendFileSync, copyFileSync, linkSync, mkdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { CanvasPage } from "../support/canvas-page";
import { CanvasProcess } from "../support/canvas-process";
import { scrollGrid } from "../support/frame-rate";
import { launchBrowser } from "../support/launch-browser";
import { Notebook } from "../support/python";

/** Writes a table as send_dataframe lays it out, batch by batch, so that it need not fit into memory. */
const writeTable = (rows: number, columns: number) => `
import json, os, pathlib, time, uuid
import numpy as np, pyarrow as pa
secret = pathlib.Path.home() / ".allye_secrets"
(secret / "payloads").mkdir(parents=True, exist_ok=True)
id = uuid.uuid4().hex
path = secret / "payloads" / f"{id}.arrow"
n = 500_000
def column(i):
    return [
        lambda: pa.array((np.arange(n) % (90 + i)).astype("float64")),
        lambda: pa.array((np.arange(n) % (1000 + i)).astype("int32")),
        lambda: pa.DictionaryArray.from_arrays(pa.array((np.arange(n) % 5).astype("int8")), ["a", "b", "c", "d", "e"]),
        lambda: pa.array(np.arange(n) * 1_000_000_000 + 1_700_000_000_000_000_000, type=pa.timestamp("ns")),
        lambda: pa.array((np.arange(n) + i) % 2 == 0),
    ][i % 5]()
batch = pa.record_batch([column(i) for i in range(${columns})], names=[f"c{i:03d}" for i in range(${columns})])
with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, batch.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
    for start in range(0, ${rows}, n):
        writer.write_batch(batch.slice(0, min(n, ${rows} - start)))
at = time.strftime("%Y-%m-%dT%H:%M:%S%z")
size = os.path.getsize(path)
event = dict(version=1, id=id, table_name="huge", producer="python", status="ready", created_at=at, ttl_sec=None, payload=dict(
    transport="file_arrow_ipc_v1", locator=str(path), data_size=size, shape=[${rows}, ${columns}], schema_sha256="0" * 64, created_at=at, expires_at=None), metadata={})
with open(secret / "manifest.jsonl", "a") as manifest:
    manifest.write(json.dumps(event) + "\\n")
print(f"{size / 1e9:.1f} GB")
`;

/** Writes a table, and scrolls it. */
export async function scrollLarge(rows: number, columns: number): Promise<void> {
	const canvas = await CanvasProcess.start("--empty");
	const notebook = new Notebook(canvas.home);
	try {
		console.log(`${rows} × ${columns}: ${(await notebook.run(writeTable(rows, columns))).trim()} on disk`);
		await scroll(canvas, "huge");
	} finally {
		await notebook.end();
		await canvas[Symbol.asyncDispose]();
	}
}

/**
 * Scrolls a table of a secret directory. Nothing is written there: the canvas gets a directory of its own, with the table's last line and a link to its payload.
 *
 * @throws Error where the directory has no such table by file
 */
export async function scrollTableOf(secretDir: string, tableName: string): Promise<void> {
	const lines = readFileSync(path.join(secretDir, "manifest.jsonl"), "utf8").trim().split("\n");
	const events = lines.map((line) => JSON.parse(line) as ManifestLine);
	const event = events.findLast(({ status, table_name }) => status === "ready" && table_name === tableName);
	if (event?.payload?.transport !== "file_arrow_ipc_v1") {
		const names = new Set(events.filter(({ status }) => status === "ready").map((each) => each.table_name));
		throw new Error(`${secretDir} has no table ${tableName} by file. It has: ${[...names].join(", ")}`);
	}
	const file = path.join(secretDir, "payloads", path.basename(event.payload.locator));
	const canvas = await CanvasProcess.start("--empty");
	try {
		const locator = path.join(canvas.secretDir, "payloads", path.basename(file));
		mkdirSync(path.dirname(locator), { recursive: true });
		placeBeside(file, locator);
		const line = JSON.stringify({ ...event, payload: { ...event.payload, locator } });
		appendFileSync(path.join(canvas.secretDir, "manifest.jsonl"), `${line}\n`);
		console.log(
			`${tableName}: ${event.payload.shape.join(" × ")}, ${(statSync(file).size / 1e9).toFixed(1)} GB on disk`,
		);
		await scroll(canvas, tableName);
	} finally {
		await canvas[Symbol.asyncDispose]();
	}
}

interface ManifestLine {
	readonly status: string;
	readonly table_name: string;
	readonly payload: { readonly transport: string; readonly locator: string; readonly shape: number[] } | null;
}

/** A payload may be no symbolic link that leads out of its directory; on another disk than the folder for temporary files it has to be copied. */
function placeBeside(file: string, locator: string): void {
	try {
		linkSync(file, locator);
	} catch {
		copyFileSync(file, locator);
	}
}

async function scroll(canvas: CanvasProcess, tableName: string): Promise<void> {
	const browser = await launchBrowser();
	try {
		const load = { how: "browse", n: 1, seed: 1, columns: null, allowLarge: false } as const;
		await canvas.command({ type: "refresh" });
		await canvas.command({ type: "add-node", id: "browse", widget: "receiver", position: { x: 0, y: 0 } });
		await canvas.command({ type: "set", id: "browse", settings: { tableName } });
		await canvas.command({ type: "load", id: "browse", load });
		await canvas.command({ type: "add-node", id: "table", widget: "data-table", position: { x: 320, y: 0 } });
		await canvas.command({ type: "add-link", id: "l", from: "browse", output: "data", to: "table" });
		const at = await CanvasPage.open(browser, canvas, { hash: "node=table&full=1" });
		await at.page.locator(".grid-cell:not(.waiting)").first().waitFor();
		await at.settled();
		const { wheel, drag } = await scrollGrid(at.page, 5);
		for (const [name, rate] of Object.entries({ wheel, drag }))
			console.log(
				`${name}: ${rate.drawn.toFixed(1)} frames a second, 95 % of the page's within ${rate.gap.toFixed(0)} ms`,
			);
		const began = Date.now();
		await at.page.evaluate(() => {
			const grid = document.querySelector(".grid") as HTMLElement;
			grid.scrollTop = grid.scrollHeight / 2;
		});
		await at.settled();
		console.log(`rows in the middle of it are there after ${Date.now() - began} ms`);
	} finally {
		await browser.close();
	}
}
