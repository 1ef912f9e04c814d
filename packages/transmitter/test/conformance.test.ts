import { writerSuite } from "@allye/conformance";
import * as runner from "vitest";
import { createTransmitter } from "../src";

writerSuite({ runner, factory: (secretDir) => createTransmitter({ secretDir }) });
