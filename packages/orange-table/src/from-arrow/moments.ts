import { isMissingTime, type TextTimeReader, textTimeReader } from "./text-time";
import type { Moment } from "./time-format";
import { fixedZone, UTC, type Zone } from "./zone";

/** Moments read out of text, one a row or one a distinct value. */
export class Moments {
	/** Whole seconds since 1970 UTC; NaN is missing. */
	readonly seconds: Float64Array;
	/** Nanoseconds after them; null while none has any. */
	nanos: Int32Array | null = null;
	/** How the first value that is not missing is written; null before it. */
	format: string | null = null;
	#reader: TextTimeReader | null = null;
	readonly #now: Date;
	readonly #moment: Moment = { seconds: 0, nanos: 0, offsetMinutes: null };
	/** The one offset that all values state; undefined before the first, null where they differ or state none. */
	#offset: number | null | undefined;
	/** A value that is no number: to pandas "" and digits are some, "NaT" and "nan" are not. */
	#sawWord = false;

	constructor(count: number, now: Date) {
		this.seconds = new Float64Array(count).fill(Number.NaN);
		this.#now = now;
	}

	/** Takes this text, which is a time, for the first one: all are then read as it is written. */
	readAs(text: Uint8Array): void {
		this.#reader = textTimeReader(text, 0, text.length, this.#now);
		this.format = this.#reader?.format ?? null;
	}

	/** Reads one value; end -1 is missing. False where the text is no time in the format of the first. */
	read(bytes: Uint8Array, start: number, end: number, at: number): boolean {
		if (end === -1) return true;
		if (isMissingTime(bytes, start, end)) {
			this.#sawWord ||= end > start;
			return true;
		}
		if (this.#reader === null) {
			this.#reader = textTimeReader(bytes, start, end, this.#now);
			if (this.#reader === null) return false;
			this.format = this.#reader.format;
		}
		const moment = this.#moment;
		if (!this.#reader.read(bytes, start, end, moment)) return false;
		this.#sawWord ||= !isDigits(bytes, start, end);
		this.seconds[at] = moment.seconds;
		if (moment.nanos !== 0) {
			this.nanos ??= new Int32Array(this.seconds.length);
			this.nanos[at] = moment.nanos;
		}
		if (this.#offset === undefined) this.#offset = moment.offsetMinutes;
		else if (this.#offset !== moment.offsetMinutes) this.#offset = null;
		return true;
	}

	/** After all were read: whether pandas makes times of them, rather than numbers. */
	get areTimes(): boolean {
		return this.#sawWord;
	}

	/** The zone that all state; UTC where they state none, or differ. */
	get zone(): Zone {
		return this.#offset === undefined || this.#offset === null ? UTC : fixedZone(this.#offset);
	}
}

function isDigits(bytes: Uint8Array, start: number, end: number): boolean {
	for (let i = start; i < end; i++) if (bytes[i]! < 48 || bytes[i]! > 57) return false;
	return true;
}
