import { findPython, partialReadsSuite } from "@allye/conformance";
import * as runner from "vitest";
import { typescript } from "./typescript";

runner.describe.skipIf(!findPython())("the Receiver and the Transmitter", () =>
	partialReadsSuite({ runner, factory: typescript }),
);
