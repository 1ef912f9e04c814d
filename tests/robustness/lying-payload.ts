import { createArrowWriter, float64Array } from "@allye/arrow-ipc";
import { loadNative } from "../../packages/native/dist/index.js";

const FRAME_BYTES = 128 * 2 ** 20;

/** zstd frames of some 130 KB in all that decode to 4 GiB of zeros. */
async function bomb(): Promise<Uint8Array> {
	const frame = await loadNative().compress("zstd", new Uint8Array(FRAME_BYTES));
	return new Uint8Array(Buffer.concat(Array.from({ length: 2 ** 32 / FRAME_BYTES }, () => frame)));
}

/**
 * An Arrow stream of one float64 column of `rows` rows whose compressed buffer claims to decode to `claim` bytes: what decodes to 4 GiB of zeros, or
 * the few bytes that a lie has.
 */
export async function lyingPayload(kind: "bomb" | "lie", rows: number, claim: bigint): Promise<Uint8Array> {
	const honestRows = 54_321;
	const values = Float64Array.from({ length: honestRows }, (_, i) => Math.sin(i));
	const column = float64Array("x", values);
	const chunks: Uint8Array[] = [];
	const sink = {
		async write(bytes: Uint8Array) {
			chunks.push(bytes.slice());
		},
	};
	const schema = { fields: [column.field], metadata: new Map() };
	const writer = createArrowWriter(sink, {
		schema,
		format: "stream",
		compression: "zstd",
		codecs: loadNative(),
	});
	await writer.write({ length: honestRows, columns: [column] });
	await writer.close();
	const honest = Buffer.concat(chunks);

	const start = honest.indexOf(Buffer.from([0x28, 0xb5, 0x2f, 0xfd])) - 8;
	const endMarker = honest.lastIndexOf(Buffer.from([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]));
	const metadata = Buffer.from(honest.subarray(0, start));
	const frames = kind === "bomb" ? await bomb() : new Uint8Array(honest.subarray(start + 8, endMarker));
	const length = 8 + frames.length;
	const bodyLength = Math.ceil(length / 64) * 64;
	replaceInt64(metadata, BigInt(honestRows), BigInt(rows));
	// The buffer's own length is not padded, the body's is; what is replaced must be the numbers of the honest payload.
	const honestBody = endMarker - start;
	for (let each = honestBody - 63; each < honestBody; each++)
		replaceInt64(metadata, BigInt(each), BigInt(length));
	replaceInt64(metadata, BigInt(honestBody), BigInt(bodyLength));
	const body = Buffer.alloc(bodyLength);
	body.writeBigInt64LE(claim, 0);
	body.set(frames, 8);
	return new Uint8Array(Buffer.concat([metadata, body, honest.subarray(endMarker)]));
}

function replaceInt64(bytes: Buffer, from: bigint, to: bigint): void {
	for (let at = 0; at + 8 <= bytes.length; at += 4)
		if (bytes.readBigInt64LE(at) === from) bytes.writeBigInt64LE(to, at);
}
