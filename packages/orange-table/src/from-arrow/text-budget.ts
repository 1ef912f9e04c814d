import type { ArrayData } from "@allye/arrow-ipc";
import { AllyeError } from "@allye/protocol/contract";

/** A bit of a list of bools becomes "false, ": no honest byte becomes more text. */
const PER_BYTE = 64;
const FREE = 64 * 2 ** 20;

/**
 * How much text the values of a column may become. Lists of nulls take no bytes, and rows may share their elements: a payload of a few hundred bytes
 * could otherwise keep a processor busy for hours.
 */
export class TextBudget {
	#left: number;

	constructor(
		private readonly name: string,
		arrays: readonly ArrayData[],
	) {
		this.#left = FREE + PER_BYTE * arrays.reduce((sum, array) => sum + bytesOf(array), 0);
	}

	/** @throws TYPE_UNSUPPORTED once it is used up */
	spend(text: string): void {
		this.#left -= text.length;
		if (this.#left < 0)
			throw new AllyeError(
				"TYPE_UNSUPPORTED",
				`The values of column ${JSON.stringify(this.name)} repeat so much that their text would be many times as large as the payload. Leave it out, or read it as Arrow.`,
			);
	}
}

function bytesOf({ buffers, children, dictionary }: ArrayData): number {
	const parts = dictionary ? [...children, dictionary] : children;
	return (
		buffers.reduce((sum, buffer) => sum + buffer.byteLength, 0) +
		parts.reduce((sum, part) => sum + bytesOf(part), 0)
	);
}
