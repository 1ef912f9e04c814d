import { transportSuite } from "@allye/conformance";
import * as runner from "vitest";
import { createShmTransport } from "../src";

transportSuite({ runner, factory: createShmTransport });
