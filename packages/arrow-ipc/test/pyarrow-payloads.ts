import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pythonPath } from "./python-peer";

/** A payload that pyarrow wrote, and all its values as pyarrow sees them. */
export interface PyarrowPayload {
	name: string;
	format: "file" | "stream";
	compression: "zstd" | "lz4" | null;
	batchRows: number[];
	columns: { name: string; type: string; values: unknown[] }[];
	bytes: Uint8Array;
}

/** Runs make-payloads.py. */
export function makePayloads(seed: number): PyarrowPayload[] {
	const directory = mkdtempSync(join(tmpdir(), "allye-payloads-"));
	try {
		const script = fileURLToPath(new URL("make-payloads.py", import.meta.url));
		execFileSync(pythonPath(), [script, directory, String(seed)], {
			stdio: ["ignore", "inherit", "inherit"],
		});
		const listed = JSON.parse(readFileSync(join(directory, "payloads.json"), "utf8")) as (PyarrowPayload & {
			file: string;
		})[];
		return listed.map((payload) => ({ ...payload, bytes: new Uint8Array(readFileSync(payload.file)) }));
	} finally {
		rmSync(directory, { recursive: true });
	}
}
