import { findPython, interleavingSuite } from "@allye/conformance";
import * as runner from "vitest";
import { participantAt } from "./participant";

runner.describe.skipIf(!findPython())("the Receiver and the Transmitter", () =>
	interleavingSuite({ runner, factory: participantAt }),
);
