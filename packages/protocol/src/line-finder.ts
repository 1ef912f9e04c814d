import { type LineScanner, loadNative } from "@allye/native";
import { claimLines, type EventNames, type OnNamedLine, parseClaim, rawPart } from "./claim-lines";

/** A line that can only be an event of these names, if it is one: their number, and where it lies in the piece, in bytes. */
export type OnLine = (names: number, start: number, length: number) => void;

/** Pieces up to this are looked through in JavaScript: an update is done before a worker thread would begin, without loading the addon. */
const SMALL = 256 * 1024;

const MIDDLE = Buffer.from('","producer":"');

/** Finds the lines of a manifest that may be events, and numbers their table names and producers; the addon's scanner does it where it can. */
export class LineFinder {
	readonly #names: EventNames[] = [];
	readonly #numbers = new Map<string, number>();
	/** By what stands in a line, bytes as characters. */
	readonly #byRaw = new Map<string, number>();
	/** By the scanner's numbers. */
	readonly #byCode: number[] = [];
	#scanner: LineScanner | null | undefined;

	/** What a number stands for; each pair of names has one. */
	names(number: number): EventNames {
		return this.#names[number]!;
	}

	/** Tells of the lines of `piece` in file order; all but the last are terminated. */
	async find(piece: Buffer, onLine: OnLine): Promise<void> {
		const onNamed: OnNamedLine = (names, start, length) => onLine(this.#number(names), start, length);
		this.#scanner ??= piece.length > SMALL ? lineScanner() : undefined;
		if (!this.#scanner || piece.length <= SMALL || piece.length >= 2 ** 31) {
			claimLines(piece, (raw, start, length) => onLine(this.#rawNumber(raw), start, length), onNamed);
			return;
		}
		const { starts, lengths, codes, offsets, bytes } = await this.#scanner.scan(piece);
		for (let i = 0; i + 1 < offsets.length; i++)
			this.#byCode.push(this.#number(namesOf(Buffer.from(bytes.subarray(offsets[i], offsets[i + 1])))));
		for (let i = 0; i < codes.length; i++) {
			const start = starts[i]!;
			const length = lengths[i]!;
			if (codes[i]! >= 0) onLine(this.#byCode[codes[i]!]!, start, length);
			else parseClaim(piece.subarray(start, start + length), start, onNamed);
		}
	}

	#rawNumber(raw: string): number {
		let number = this.#byRaw.get(raw);
		if (number === undefined) {
			const bytes = Buffer.from(raw, "latin1");
			number = this.#number(namesOf(bytes));
			// A copy: `raw` itself would keep the whole text alive that it is a part of.
			this.#byRaw.set(bytes.toString("latin1"), number);
		}
		return number;
	}

	#number(names: EventNames): number {
		const key = `${names.producer.length} ${names.producer}${names.tableName}`;
		let number = this.#numbers.get(key);
		if (number === undefined) {
			number = this.#names.push(names) - 1;
			this.#numbers.set(key, number);
		}
		return number;
	}
}

/** null where the addon is missing: the work is the same in JavaScript. */
function lineScanner(): LineScanner | null {
	try {
		return loadNative().createLineScanner("table_name", "producer");
	} catch {
		return null;
	}
}

/** The names that stand in a line between `"table_name":"` and the quote after the producer. */
function namesOf(raw: Buffer): EventNames {
	const middle = raw.indexOf(MIDDLE);
	return {
		tableName: rawPart(raw.subarray(0, middle)),
		producer: rawPart(raw.subarray(middle + MIDDLE.length)),
	};
}
