import fc from "fast-check";
import type { CompressionName, Implementation, TransportName } from "./implementation";

/** How a table is sent. */
export interface SendingWay {
	transport: TransportName;
	/** Of a file; neither side compresses shared memory. */
	compression: CompressionName;
	/** Rows of a record batch, where the sender lets one choose. */
	chunkRows: number;
}

/** By file with every compression, and as often by shared memory; record batches from one row to all. */
export const sendingWay: fc.Arbitrary<SendingWay> = fc
	.record({
		transport: fc.constantFrom("file", "shm"),
		compression: fc.constantFrom("zstd", "lz4", "none"),
		chunkRows: fc.constantFrom(1, 2, 7, 500_000),
	})
	.map((way) => (way.transport === "shm" ? { ...way, compression: "none" } : way));

/** The way, by file where the implementation has no such transport. */
export function supportedWay(way: SendingWay, { transports }: Implementation): SendingWay {
	return transports.includes(way.transport) ? way : { ...way, transport: "file" };
}
