import { findPython, valuesSuite } from "@allye/conformance";
import * as runner from "vitest";
import { typescript } from "./typescript";

runner.describe.each(["pandas 2", "pandas 3"] as const)(
	"the Receiver and the Transmitter, %s",
	(environment) => {
		if (!findPython(environment)) return runner.test.skip("needs Python");
		valuesSuite({ runner, factory: typescript, environment });
	},
);
