import { findPython, writerSuite } from "@allye/conformance";
import * as runner from "vitest";
import { createTransmitter } from "../src";

runner.describe.skipIf(!findPython())("the Transmitter", () =>
	writerSuite({ runner, factory: (secretDir) => createTransmitter({ secretDir }) }),
);
