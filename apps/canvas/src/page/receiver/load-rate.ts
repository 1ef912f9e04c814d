import { remember, remembered } from "../url/remembered";

/** Below this, how long it took says nothing of how fast it was. */
const LEAST_BYTES = 5e6;
const AT_ONCE_BYTES = 20e6;

/** Remembers how fast tables are loaded here, so that the next one's time can be told beforehand. */
export function rememberLoadRate(bytes: number, milliseconds: number): void {
	if (bytes >= LEAST_BYTES && milliseconds > 0) remember("load-rate", String(bytes / milliseconds));
}

/** How long it will take to read that much, in milliseconds: 0 for at once, null where nobody knows yet. */
export function loadTime(bytes: number): number | null {
	if (bytes < AT_ONCE_BYTES) return 0;
	const rate = Number(remembered("load-rate"));
	return rate > 0 ? bytes / rate : null;
}
