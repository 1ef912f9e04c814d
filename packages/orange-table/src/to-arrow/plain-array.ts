import type { ArrayData, DataType, Field } from "@allye/arrow-ipc";
import { bitmapBytes } from "./column-encoder";
import type { EncodeKernels } from "./encode-kernels";

/** A field as pandas writes every column: nullable, without children. */
export const plainField = (name: string, type: DataType): Field => ({
	name,
	type,
	nullable: true,
	children: [],
	metadata: new Map(),
});

/** Which rows of an array there are. */
export interface Validity {
	/** One bit a row; null where every row is present. */
	readonly validity: Uint8Array | null;
	readonly nullCount: number;
}

/** Missing where NaN. */
export async function validityOf(values: Float64Array, kernels: EncodeKernels): Promise<Validity> {
	const bits = new Uint8Array(bitmapBytes(values.length));
	const nullCount = await kernels.toValidity(values, bits);
	return { validity: nullCount === 0 ? null : bits, nullCount };
}

/** An array without children. */
export function plainArray(
	field: Field,
	length: number,
	{ validity, nullCount }: Validity,
	buffers: readonly ArrayBufferView[],
	dictionary: ArrayData | null = null,
): ArrayData {
	return { field, length, nullCount, validity, buffers: buffers.map(bytesOf), children: [], dictionary };
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
	new Uint8Array(buffer, byteOffset, byteLength);
