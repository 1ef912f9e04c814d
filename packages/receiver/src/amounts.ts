const UNITS = ["bytes", "KB", "MB", "GB", "TB", "PB"];

/** "10,000,000" */
export const formatCount = (count: number): string =>
	// Not toLocaleString: its first call takes 20 ms.
	String(count).replace(/\B(?=(\d{3})+$)/g, ",");

/** "812 bytes", "14.9 GB", "21 GB": powers of 1,000, three digits at most. */
export function formatBytes(bytes: number): string {
	let unit = 0;
	let value = bytes;
	// 999.5 would be shown as 1,000.
	for (; value >= 999.5 && unit < UNITS.length - 1; unit++) value /= 1000;
	return `${unit === 0 ? value : Number(value.toPrecision(3))} ${UNITS[unit]}`;
}
