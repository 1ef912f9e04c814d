import { expect, test } from "vitest";
import { loadNative, nativeLoadFailure } from "../src";
import { NodeProcess } from "./node-process";

test("the addon loads once", () => {
	expect(nativeLoadFailure()).toBeNull();
	expect(loadNative()).toBe(loadNative());
});

test("ALLYE_NATIVE=off makes it refuse with ERR_NATIVE_UNAVAILABLE", async () => {
	const { lines } = await new NodeProcess("load.mjs", [], { ALLYE_NATIVE: "off" }).ending;
	expect(lines).toEqual([
		"ERR_NATIVE_UNAVAILABLE",
		"The native addon is switched off by ALLYE_NATIVE=off.",
		"[]",
	]);
});

test("where it is missing the error names what was tried and why it failed", async () => {
	const { lines } = await new NodeProcess("load-elsewhere.mjs", [], { NODE_PATH: "" }).ending;
	const [code, message, tried] = lines;
	expect(code).toBe("ERR_NATIVE_UNAVAILABLE");
	const [{ path, reason }] = JSON.parse(tried!);
	expect(path).toMatch(/prebuilds.*allye-native\.node$/);
	expect(message).toContain(path);
	expect(message).toContain(reason);
	expect(reason).toContain("Cannot find module");
});
