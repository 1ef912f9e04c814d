const UNITS = ["bytes", "KB", "MB", "GB", "TB", "PB"];

/** "812 bytes", "4.6 GB", "149 MB": powers of 1,000, three digits at most. */
export function bytesText(bytes: number): string {
	let unit = 0;
	let value = bytes;
	// 999.5 would be shown as 1,000.
	for (; value >= 999.5 && unit < UNITS.length - 1; unit++) value /= 1000;
	if (unit === 0) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
	return `${Number(value.toFixed(value < 99.5 ? 1 : 0))} ${UNITS[unit]}`;
}
