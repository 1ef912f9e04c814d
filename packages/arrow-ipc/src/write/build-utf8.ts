import { AllyeError } from "@allye/protocol/contract";
import type { ArrayData } from "../array-data";
import type { Utf8Chunk } from "../arrow-payload";
import { bytesOf, type FieldOptions, flatArray, flatField } from "./build-field";
import { packUtf8 } from "./pack-utf8";
import { givenValidity, validityWhere } from "./validity";

/**
 * A utf8 array: over packed text, which is not copied, or of strings, of which null is a null.
 *
 * A lone surrogate, which UTF-8 cannot hold, becomes U+FFFD.
 *
 * @throws INVALID_ARGUMENT where the text of one array would exceed 2 GiB, or a chunk's parts do not fit together
 */
export function utf8Array(
	name: string,
	text: Utf8Chunk | readonly (string | null)[],
	options: FieldOptions = {},
): ArrayData {
	const field = flatField(name, { kind: "utf8" }, options);
	if (isStrings(text)) {
		const nulls = validityWhere(text.length, (row) => text[row] !== null);
		const { offsets, bytes } = packUtf8(name, text);
		return flatArray(field, text.length, nulls, [bytesOf(offsets), bytes]);
	}
	const { length, offsets, bytes } = text;
	if (offsets.length <= length || offsets[length] > bytes.length) {
		throw new AllyeError(
			"INVALID_ARGUMENT",
			`The packed text of column ${JSON.stringify(name)} has ${offsets.length} offsets up to ${offsets[length]} for ` +
				`${length} rows in ${bytes.length} bytes. Give one offset more than rows, all within the bytes.`,
		);
	}
	return flatArray(field, length, givenValidity(name, text.validity, length), [bytesOf(offsets), bytes]);
}

// Array.isArray does not narrow a readonly array.
const isStrings = (text: Utf8Chunk | readonly (string | null)[]): text is readonly (string | null)[] =>
	Array.isArray(text);
