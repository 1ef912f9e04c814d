// node scripts/write-package-picture.mjs: draws scripts/layers.mjs anew in ARCHITECTURE.md.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packagePicture, withPicture } from "./package-picture.mjs";
import { ROOT } from "./step.mjs";

const page = join(ROOT, "ARCHITECTURE.md");
writeFileSync(page, withPicture(readFileSync(page, "utf8"), packagePicture()));
