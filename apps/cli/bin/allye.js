#!/usr/bin/env node
// Not built, but there from the start: package managers link a command only to a file that exists.
import "../dist/allye.js";
