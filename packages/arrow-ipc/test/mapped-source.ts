import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FileMapping, loadNative, type RangeDecoder } from "@allye/native";
import type { ByteSource, DecodeRequest, ReadOptions } from "@allye/protocol/contract";

/** A payload in a mapped file, whose source decodes by itself, and counts its decoders. */
export async function mapped(bytes: Uint8Array): Promise<MappedSource> {
	const directory = mkdtempSync(join(tmpdir(), "allye-mapped-"));
	const path = join(directory, "payload.arrow");
	writeFileSync(path, bytes);
	const source = new MappedSource(loadNative().mapFile(path));
	// The mapping stays.
	if (process.platform !== "win32") rmSync(directory, { recursive: true });
	return source;
}

export class MappedSource implements ByteSource {
	readonly label = "the test's mapped payload";
	readonly size: number;
	opened = 0;
	readonly #decoders: RangeDecoder[] = [];

	constructor(private readonly mapping: FileMapping) {
		this.size = mapping.size;
	}

	/** Memory that all its decoders hold. */
	get heldBytes(): number {
		return this.#decoders.reduce((sum, { heldBytes }) => sum + heldBytes, 0);
	}

	async read(offset: number, length: number, { into = new Uint8Array(length) }: ReadOptions = {}) {
		await this.mapping.read(offset, into);
		return into;
	}

	async readMany(offsets: Float64Array, length: number): Promise<Uint8Array> {
		const into = new Uint8Array(offsets.length * length);
		await this.mapping.readMany(offsets, length, into);
		return into;
	}

	openDecoder(codec: "zstd" | "lz4_frame", offset: number, length: number): RangeDecoder {
		this.opened += 1;
		const decoder = this.mapping.openDecoder(codec, offset, length);
		this.#decoders.push(decoder);
		return decoder;
	}

	decodeMany(requests: readonly DecodeRequest[]): Promise<readonly (number | Error)[]> {
		return loadNative().decodeMany(requests);
	}

	async close(): Promise<void> {
		this.mapping.close();
	}
}
