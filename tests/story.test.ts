import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { findPython } from "@allye/conformance";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

describe("the story that npm start tells", { timeout: 90_000 }, () => {
	let secretDir: string;
	beforeEach(() => {
		secretDir = mkdtempSync(join(tmpdir(), "allye a story-"));
	});
	afterEach(() => rmSync(secretDir, { recursive: true }));

	async function tell(python: string | null): Promise<string> {
		const options = JSON.stringify({ secretDir, python, reason: "There is none." });
		const script = `const { tellStory } = await import("./scripts/story.mjs"); await tellStory(${options});`;
		const args = ["--input-type=module", "--eval", script];
		const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: root });
		expect(stderr).toBe("");
		return stdout;
	}

	test.skipIf(!findPython())("from Python to TypeScript and back", async () => {
		const story = await tell(findPython());
		expect(story).toContain("iris (discrete: Iris-setosa, Iris-versicolor, Iris-virginica)");
		expect(story).toContain("100 of 150 rows");
		expect(story).toContain("Equal to Orange's own table_to_frame of the same 100 rows");
		expect(story.match(/"status":"(writing|ready)"/g)).toEqual(['"status":"writing"', '"status":"ready"']);
	});

	test("without Python", async () => {
		const story = await tell(null);
		expect(story).toContain("There is none. So TypeScript plays Python's part");
		expect(story).toContain("Equal to the same selection of what was sent");
	});

	test("ends with Python's own words where Python fails", async () => {
		await expect(tell("/nowhere/python")).rejects.toThrow(
			"Python failed at send_file.\nspawn /nowhere/python ENOENT",
		);
	});
});
