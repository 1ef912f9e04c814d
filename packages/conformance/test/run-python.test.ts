import { describe, expect, test } from "vitest";
import { findPython, runPython } from "../src";

describe.skipIf(!findPython())("runPython", () => {
	test("gives what the script printed", async () => {
		const script = "import os, sys; print(sys.argv[1], os.environ['X'])";
		expect(
			(await runPython(script, ["日本 語"], { env: { X: "1", PYTHONIOENCODING: "utf-8" } })).trim(),
		).toBe("日本 語 1");
	});

	test("rejects with stderr where the script fails", async () => {
		await expect(runPython("raise ValueError('no')")).rejects.toMatchObject({
			name: "PythonError",
			type: "ProcessExit",
			traceback: expect.stringContaining("ValueError: no"),
		});
	});
});
