import type { ArrayData } from "../array-data";
import type { DataType, Field, Metadata } from "../data-type";

/** Options that all builders of arrays take. */
export interface FieldOptions {
	/** Default: true, as pandas writes every field. */
	readonly nullable?: boolean;
	/** The field's metadata; none by default. */
	readonly metadata?: Metadata;
}

/** A field without children. */
export function flatField(name: string, type: DataType, options: FieldOptions): Field {
	return {
		name,
		type,
		nullable: options.nullable ?? true,
		children: [],
		metadata: options.metadata ?? new Map(),
	};
}

/** An array without children; without nulls it has no validity. */
export function flatArray(
	field: Field,
	length: number,
	nulls: { validity: Uint8Array | null; nullCount: number },
	buffers: readonly Uint8Array[],
	dictionary: ArrayData | null = null,
): ArrayData {
	const validity = nulls.nullCount === 0 ? null : nulls.validity;
	return { field, length, nullCount: nulls.nullCount, validity, buffers, children: [], dictionary };
}

/** The bytes of a typed array, without a copy. */
export const bytesOf = (array: ArrayBufferView) =>
	new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
