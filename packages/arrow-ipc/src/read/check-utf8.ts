import type { ArrayData } from "../array-data";
import { bitAt } from "./bits";
import type { DecodeCall } from "./decode-call";
import { integers } from "./integers";
import type { Place } from "./place";
import { yieldTurn } from "./turn";
import { isUtf8, validUpTo } from "./utf8";

/** Bytes or rows looked at between two looks at the clock. */
const PIECE = 1 << 18;

/** @throws PAYLOAD_CORRUPT unless every row present of a utf8 or large_utf8 array is valid UTF-8 by itself */
export async function checkUtf8(array: ArrayData, call: DecodeCall, place: Place): Promise<void> {
	const large = array.field.type.kind === "large_utf8";
	const [offsetBytes, bytes] = array.buffers as [Uint8Array, Uint8Array];
	const offsets = integers(offsetBytes, { kind: "int", bitWidth: large ? 64 : 32, signed: true });
	await checkUtf8Rows(offsets, bytes, array.validity, call, place);
}

/** Row i is bytes[offsets[i] .. offsets[i + 1]]; the offsets rise from 0 to the end of the bytes. */
export async function checkUtf8Rows(
	offsets: Int32Array | ReturnType<typeof integers>,
	bytes: Uint8Array,
	validity: Uint8Array | null,
	call: DecodeCall,
	place: Place,
): Promise<void> {
	const kernels = offsets instanceof Int32Array ? call.kernelsFor(offsets.length) : null;
	if (kernels !== null) {
		const check = () => kernels.areUtf8(offsets as Int32Array, bytes);
		if (await call.run(place, bytes.length, check)) return;
	} else if ((await allUtf8(bytes)) && (await startsAtCharacters(offsets, bytes))) return;
	// What a missing row holds is undefined, so the bytes as a whole need not be valid.
	for (let row = 0; row + 1 < offsets.length; row++) {
		if (row % 1024 === 0) await yieldTurn();
		if (validity !== null && !bitAt(validity, row)) continue;
		if (!isUtf8(bytes.subarray(offsets[row]!, offsets[row + 1]!))) {
			throw place.corrupt(`its text in row ${row} of those read is not UTF-8`);
		}
	}
}

async function allUtf8(bytes: Uint8Array): Promise<boolean> {
	for (let at = 0; at < bytes.length; ) {
		const enough = Math.min(bytes.length, at + PIECE);
		at = validUpTo(bytes, at, enough);
		if (at < enough) return false;
		await yieldTurn();
	}
	return true;
}

/** In valid UTF-8 a value is valid where it starts at a character and the next one does. */
async function startsAtCharacters(offsets: ReturnType<typeof integers>, bytes: Uint8Array): Promise<boolean> {
	for (let start = 0; start < offsets.length; start += PIECE) {
		const end = Math.min(offsets.length, start + PIECE);
		for (let i = start; i < end; i++) {
			// Undefined behind the last byte.
			if ((bytes[offsets[i]!]! & 0xc0) === 0x80) return false;
		}
		await yieldTurn();
	}
	return true;
}
