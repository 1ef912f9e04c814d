import type { WriteStream } from "node:tty";
import stringWidth from "string-width";
import { count, duration, size } from "./amounts";

const BAR = 20;
/** Work that is done sooner shows no progress at all. */
const SHOW_AFTER_MS = 400;
const EVERY_MS = 100;

export interface ProgressState {
	rows?: number;
	/** 0 where it is not known. */
	totalRows?: number;
	bytes?: number;
	/** 0 where it is not known. */
	totalBytes?: number;
}

/** One line that says how far long work is: bar, rows, bytes, rate, time left. */
export class Progress implements Disposable {
	readonly #started = performance.now();
	#shownAt = this.#started + SHOW_AFTER_MS - EVERY_MS;
	#shown = false;

	constructor(
		private readonly what: string,
		private readonly terminal: WriteStream | null,
	) {}

	/** Give this as onProgress. */
	readonly update = (state: ProgressState): void => {
		const now = performance.now();
		if (this.terminal === null || now - this.#shownAt < EVERY_MS) return;
		this.#shownAt = now;
		this.#shown = true;
		const line = progressLine(this.what, state, (now - this.#started) / 1000);
		const room = this.terminal.columns - 1;
		this.terminal.write(`\r\x1b[2K${stringWidth(line) <= room ? line : line.slice(0, room)}`);
	};

	[Symbol.dispose](): void {
		if (this.#shown) this.terminal?.write("\r\x1b[2K");
	}
}

/** "Loading iris  ██████··· 45 %  4,500,000 of 10,000,000 rows  2.1 GB  310 MB/s  8 s left" */
export function progressLine(what: string, state: ProgressState, seconds: number): string {
	const { rows = 0, totalRows = 0, bytes = 0, totalBytes = 0 } = state;
	const share = totalRows > 0 ? rows / totalRows : totalBytes > 0 ? bytes / totalBytes : null;
	const parts = [what];
	if (share !== null) {
		const full = Math.min(BAR, Math.floor(share * BAR));
		parts.push(`${"█".repeat(full)}${"·".repeat(BAR - full)} ${Math.floor(share * 100)} %`);
	}
	if (rows > 0)
		parts.push(totalRows > 0 ? `${count(rows)} of ${count(totalRows)} rows` : `${count(rows)} rows`);
	if (bytes > 0) parts.push(size(bytes), `${size(bytes / seconds)}/s`);
	if (share !== null && share > 0.02 && share < 1)
		parts.push(`${duration((seconds * (1 - share)) / share)} left`);
	return parts.join("  ");
}
