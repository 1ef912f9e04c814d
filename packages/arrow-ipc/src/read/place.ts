import { AllyeError } from "@allye/protocol/contract";

/** Where in a payload something was found: its label, then for example "record batch 3", "column "x"". Spelled only where something is wrong. */
export class Place {
	constructor(
		private readonly part: string,
		private readonly around: Place | null = null,
		private readonly isColumn = false,
	) {}

	/** A place inside this one. */
	in(part: string): Place {
		return new Place(part, this);
	}

	column(name: string): Place {
		return new Place(name, this, true);
	}

	corrupt(what: string, cause?: unknown): AllyeError {
		const message = `${this}: ${what}. The payload is not valid Arrow or was damaged: send the table again, then retry.`;
		return new AllyeError("PAYLOAD_CORRUPT", message, { cause });
	}

	unsupported(what: string): AllyeError {
		const message = `${this}: ${what}, which this version cannot read. Convert or leave out that column and send again.`;
		return new AllyeError("TYPE_UNSUPPORTED", message);
	}

	outOfMemory(bytes: number, cause?: unknown): AllyeError {
		const message = `${this}: the machine refused ${bytes} bytes of memory. Read fewer rows or columns, or close other programs.`;
		return new AllyeError("OUT_OF_MEMORY", message, { cause });
	}

	toString(): string {
		const { part, around, isColumn } = this;
		const shown = part.length > 80 ? `${part.slice(0, 80)}...` : part;
		const here = isColumn ? `column ${JSON.stringify(shown)}` : part;
		return around === null || around.part === "" ? here : `${around}, ${here}`;
	}
}
