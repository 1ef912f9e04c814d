/** Columns as they are sent: what zstd makes of them differs in how literals are coded, and in how many sequences there are. */
export const COLUMNS: Record<string, (rows: number, random: (limit: number) => number) => ArrayBufferView> = {
	"measured float64": (rows, random) => Float64Array.from({ length: rows }, () => random(1e6) / 1000),
	"any float64": (rows, random) => Float64Array.from({ length: rows }, () => random(2 ** 32) * Math.PI),
	"small int64": (rows, random) => BigInt64Array.from({ length: rows }, () => BigInt(random(1000))),
	"int64 one after another": (rows, random) => {
		const first = random(1e6);
		return BigInt64Array.from({ length: rows }, (_, i) => BigInt(first + i));
	},
	"float64 of two decimals": (rows, random) =>
		Float64Array.from({ length: rows }, () => (random(400) - 200) / 100),
	"codes of a category": (rows, random) => Int8Array.from({ length: rows }, () => random(5)),
	"mostly one code": (rows, random) =>
		Int8Array.from({ length: rows }, () => (random(50) === 0 ? random(100) : 7)),
	"all alike": (rows) => new Int32Array(rows).fill(9),
	"offsets of text": (rows, random) => {
		let at = 0;
		return Int32Array.from({ length: rows }, () => (at += random(12)));
	},
	"words one after another": (rows, random) => {
		const words = ["rain", "snow", "sunshine", "fog", "霧", ""];
		return Buffer.from(Array.from({ length: rows }, () => words[random(words.length)]).join(""));
	},
	"what cannot be compressed": (rows, random) => Uint8Array.from({ length: rows }, () => random(256)),
	"bytes of six bits": (rows, random) => Uint8Array.from({ length: rows }, () => random(64)),
	"what repeats from near, for long": (rows, random) => {
		const bytes = Uint8Array.from({ length: rows }, () => random(256));
		for (let at = 20; at < rows; at += 1 + random(4)) {
			const distance = 1 + random(20);
			const end = Math.min(rows, at + 3 + random(random(9) === 0 ? 3000 : 40));
			for (; at < end; at++) bytes[at] = bytes[at - distance]!;
		}
		return bytes;
	},
	"what repeats from far behind": (rows, random) => {
		const page = Uint8Array.from({ length: 3000 }, () => random(256));
		return Uint8Array.from({ length: rows }, (_, i) => page[i % page.length]!);
	},
	"what repeats from very far behind, after words and much that does not": (rows, random) => {
		const bytes = Uint8Array.from({ length: rows }, () => random(256));
		const [page, fresh] = [90_000, 20_000];
		for (let at = page; at < rows; at += page) {
			bytes.copyWithin(at + fresh, at + fresh - page, at);
			const words = columnOf("words one after another", 400, random(1000));
			bytes.set(words.subarray(0, rows - at), at);
		}
		return bytes;
	},
	"what repeats from three distances in turn": (rows, random) => {
		const bytes = Uint8Array.from({ length: rows }, () => random(256));
		const distances = [96, 353, 1021];
		for (let at = 1100; at + 40 < rows; ) {
			const distance = distances[random(3)]!;
			const length = 8 + random(25);
			bytes.copyWithin(at, at - distance, at - distance + length);
			at += length + random(4);
		}
		return bytes;
	},
};

/** So many rows of one of {@link COLUMNS}, the same for the same seed. */
export const columnOf = (name: string, rows: number, seed: number): Uint8Array => {
	let state = seed;
	const random = (limit: number) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * limit);
	};
	const { buffer, byteOffset, byteLength } = COLUMNS[name]!(rows, random);
	return new Uint8Array(buffer, byteOffset, byteLength);
};
