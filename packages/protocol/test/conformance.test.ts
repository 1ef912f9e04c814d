import { manifestSuite, schemaHashSuite } from "@allye/conformance";
import * as runner from "vitest";
import { ManifestIndex, resolveSecretDir, schemaSha256 } from "../src";

manifestSuite({ runner, factory: (secretDir) => new ManifestIndex(resolveSecretDir({ secretDir })) });
schemaHashSuite({ runner, factory: () => schemaSha256 });
