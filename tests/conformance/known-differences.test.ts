import { readFileSync } from "node:fs";
import { findPython, knownDifferencesSuite, knownDifferencesText } from "@allye/conformance";
import * as runner from "vitest";
import { typescript } from "./typescript";

runner.describe.skipIf(!findPython())("the Receiver and the Transmitter", () =>
	knownDifferencesSuite({ runner, factory: typescript }),
);

runner.test("KNOWN_DIFFERENCES.md is what its script writes", () => {
	const path = new URL("../../KNOWN_DIFFERENCES.md", import.meta.url);
	runner.expect(readFileSync(path, "utf8")).toBe(knownDifferencesText());
});
