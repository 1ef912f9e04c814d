import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Python } from "./python";
import { temporaryDirectory } from "./temporary-directory";

const COMPRESS = `
import sys, pyarrow
for line in sys.stdin:
    path, level = line.split("\\t")
    data = open(path, "rb").read()
    open(path, "wb").write(pyarrow.Codec("zstd", compression_level=int(level)).compress(data, asbytes=True))
    print("done", flush=True)
`;

/** pyarrow's zstd, at any level. */
export class PyarrowZstd {
	readonly #python = new Python(COMPRESS);

	async compress(bytes: Uint8Array, level: number): Promise<Uint8Array> {
		const path = join(temporaryDirectory(), "bytes");
		writeFileSync(path, bytes);
		this.#python.send(`${path}\t${level}`);
		await this.#python.line();
		return new Uint8Array(readFileSync(path));
	}

	end(): Promise<void> {
		return this.#python.end();
	}
}
