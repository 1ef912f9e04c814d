const SEPARATED = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const BYTE_UNITS = ["bytes", "KB", "MB", "GB", "TB", "PB"];

/** "10,000,000" */
export const count = (value: number | bigint): string => SEPARATED.format(value);

/** "1 row", "1,000 rows" */
export const countOf = (value: number, what: string): string =>
	`${count(value)} ${what}${value === 1 ? "" : "s"}`;

/** "812 bytes", "4.6 GB": powers of 1,000, three digits at most. */
export function size(bytes: number): string {
	let unit = 0;
	let value = bytes;
	// 999.5 would be shown as 1,000.
	for (; value >= 999.5 && unit < BYTE_UNITS.length - 1; unit++) value /= 1000;
	if (unit === 0) return countOf(bytes, "byte");
	return `${value < 9.95 ? value.toFixed(1) : value.toFixed(0)} ${BYTE_UNITS[unit]}`;
}

/** "8 s", "3 min 20 s", "2 h 5 min" */
export function duration(seconds: number): string {
	const whole = Math.max(0, Math.round(seconds));
	if (whole < 60) return `${whole} s`;
	const minutes = Math.floor(whole / 60);
	if (minutes < 60) return whole % 60 ? `${minutes} min ${whole % 60} s` : `${minutes} min`;
	return minutes % 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${Math.floor(minutes / 60)} h`;
}
