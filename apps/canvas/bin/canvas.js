#!/usr/bin/env node
import { runCanvas } from "../dist/server/index.js";

process.exitCode = await runCanvas(process.argv.slice(2));
// Whatever a browser still holds open must not keep it alive.
process.exit();
