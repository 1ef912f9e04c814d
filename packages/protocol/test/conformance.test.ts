import { findPython, manifestSuite, schemaHashSuite, writerSuite } from "@allye/conformance";
import * as runner from "vitest";
import { appendEvent, ManifestIndex, resolveSecretDir, schemaSha256 } from "../src";

const dirAt = (secretDir: string) => resolveSecretDir({ secretDir });
runner.describe.skipIf(!findPython())("the protocol", () => {
	manifestSuite({ runner, factory: (path) => new ManifestIndex(dirAt(path)) });
	writerSuite({ runner, factory: (path) => ({ append: (event) => appendEvent(dirAt(path), event) }) });
	schemaHashSuite({ runner, factory: () => schemaSha256 });
});
