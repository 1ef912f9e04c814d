import * as runner from "vitest";
import { transportSuite } from "../src";
import { createMemoryTransport } from "./memory-transport";

transportSuite({ runner, factory: createMemoryTransport });
