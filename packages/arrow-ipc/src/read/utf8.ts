/** Whether `bytes` are valid UTF-8: no surrogates, no overlong forms, nothing past U+10FFFF, no cut character. */
export function isUtf8(bytes: Uint8Array): boolean {
	return validUpTo(bytes, 0, bytes.length) === bytes.length;
}

/**
 * The end of the valid UTF-8 that starts at `start`: a place between characters, at least `enough` unless the bytes end
 * or stop being valid before.
 */
export function validUpTo(bytes: Uint8Array, start: number, enough: number): number {
	const end = bytes.length;
	let i = start;
	while (i < enough) {
		i = skipAscii(bytes, i, enough);
		if (i >= enough) break;
		const lead = bytes[i]!;
		const second = bytes[i + 1]!;
		if (lead < 0xc2 || lead > 0xf4) return i;
		if (lead < 0xe0) {
			if (i + 2 > end || (second & 0xc0) !== 0x80) return i;
			i += 2;
		} else if (lead < 0xf0) {
			if (i + 3 > end || (second & 0xc0) !== 0x80 || (bytes[i + 2]! & 0xc0) !== 0x80) return i;
			if ((lead === 0xe0 && second < 0xa0) || (lead === 0xed && second > 0x9f)) return i;
			i += 3;
		} else {
			if (i + 4 > end || (second & 0xc0) !== 0x80) return i;
			if ((bytes[i + 2]! & 0xc0) !== 0x80 || (bytes[i + 3]! & 0xc0) !== 0x80) return i;
			if ((lead === 0xf0 && second < 0x90) || (lead === 0xf4 && second > 0x8f)) return i;
			i += 4;
		}
	}
	return i;
}

/** The first byte from `i` on that is not ASCII, or `end`; four at a time where many are. */
function skipAscii(bytes: Uint8Array, i: number, end: number): number {
	const soon = Math.min(end, i + 16);
	while (i < soon && bytes[i]! < 0x80) i++;
	if (i < soon || end - i < 16) {
		while (i < end && bytes[i]! < 0x80) i++;
		return i;
	}
	while (((bytes.byteOffset + i) & 3) !== 0) {
		if (bytes[i]! >= 0x80) return i;
		i++;
	}
	const words = new Int32Array(bytes.buffer, bytes.byteOffset + i, (end - i) >> 2);
	let word = 0;
	while (word < words.length && (words[word]! & 0x80808080) === 0) word++;
	i += 4 * word;
	while (i < end && bytes[i]! < 0x80) i++;
	return i;
}
