/**
 * JSON with typed arrays beside it, for what is too large to be text.
 *
 * | bytes | |
 * | --- | --- |
 * | 4 | length of the JSON, little-endian |
 * | … | the JSON, as UTF-8: `{ head, arrays: [{ type, offset, length }] }`, offsets counted from the body |
 * | 0–7 | zeros, so that the body begins at a multiple of 8 |
 * | … | the body: arrays, each at a multiple of 8 |
 */
export interface BinaryMessage<Head> {
	readonly head: Head;
	readonly arrays: readonly BinaryArray[];
}

export type BinaryArray = Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array;

const TYPES = { Float64Array, Float32Array, Int32Array, Uint32Array, Uint8Array };
type TypeName = keyof typeof TYPES;

interface Placed {
	readonly type: TypeName;
	readonly offset: number;
	readonly length: number;
}

export function encodeBinary<Head>({ head, arrays }: BinaryMessage<Head>): Uint8Array<ArrayBuffer> {
	let bodyBytes = 0;
	const placed = arrays.map((array): Placed => {
		const offset = bodyBytes;
		bodyBytes += align(array.byteLength);
		return { type: array.constructor.name as TypeName, offset, length: array.length };
	});
	const json = new TextEncoder().encode(JSON.stringify({ head, arrays: placed }));
	const bodyAt = align(4 + json.length);
	const bytes = new Uint8Array(bodyAt + bodyBytes);
	new DataView(bytes.buffer).setUint32(0, json.length, true);
	bytes.set(json, 4);
	for (const [i, array] of arrays.entries())
		bytes.set(
			new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
			bodyAt + (placed[i]?.offset ?? 0),
		);
	return bytes;
}

/** @throws RangeError or SyntaxError where the bytes are no such message; they come from our own server */
export function decodeBinary<Head>(buffer: ArrayBuffer): BinaryMessage<Head> {
	const length = new DataView(buffer).getUint32(0, true);
	const { head, arrays } = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length))) as {
		head: Head;
		arrays: Placed[];
	};
	const bodyAt = align(4 + length);
	return {
		head,
		arrays: arrays.map(({ type, offset, length }) => new TYPES[type](buffer, bodyAt + offset, length)),
	};
}

const align = (bytes: number) => Math.ceil(bytes / 8) * 8;
