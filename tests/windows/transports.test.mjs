import { transportSuite } from "@allye/conformance";
import { createFileTransport } from "../../packages/transport-file/dist/index.js";
import { createShmTransport } from "../../packages/transport-shm/dist/index.js";
import { runner } from "./runner.mjs";

transportSuite({ runner, factory: createFileTransport });
// There it dies with its maker's last handle; what the suite asks of it is asked in memory.test.mjs.
if (process.platform !== "win32") transportSuite({ runner, factory: createShmTransport });
