import { findPython, partialReadsSuite } from "@allye/conformance";
import * as runner from "vitest";
import { typescript } from "./typescript";

runner.describe.each(["pandas 2", "pandas 3"] as const)(
	"the Receiver and the Transmitter, %s",
	(environment) => {
		if (!findPython() || !findPython(environment)) return runner.test.skip("needs Python");
		partialReadsSuite({ runner, factory: typescript, environment });
	},
);
