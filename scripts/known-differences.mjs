// node scripts/known-differences.mjs: writes KNOWN_DIFFERENCES.md anew, after a build.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { knownDifferencesText } from "@allye/conformance";
import { ROOT } from "./step.mjs";

writeFileSync(join(ROOT, "KNOWN_DIFFERENCES.md"), knownDifferencesText());
