import { dictionariesSuite, findPython } from "@allye/conformance";
import * as runner from "vitest";
import { typescript } from "./typescript";

runner.describe.skipIf(!findPython())("the Receiver and the Transmitter", () =>
	dictionariesSuite({ runner, factory: typescript }),
);
