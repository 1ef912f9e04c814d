import { transportSuite } from "@allye/conformance";
import * as runner from "vitest";
import { createFileTransport } from "../src";

transportSuite({ runner, factory: createFileTransport });
