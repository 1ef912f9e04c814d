import { findPython, manifestSuite } from "@allye/conformance";
import * as runner from "vitest";
import { createReceiver } from "../src";

function readerAt(secretDir: string) {
	const receiver = createReceiver({ secretDir });
	return { tables: receiver.tables.bind(receiver), history: receiver.history.bind(receiver) };
}

runner.describe.skipIf(!findPython())("the Receiver", () => manifestSuite({ runner, factory: readerAt }));
