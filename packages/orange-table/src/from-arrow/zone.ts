/** A time zone: what Orange calls it, and how far it is from UTC. */
export interface Zone {
	/** "UTC", "Asia/Tokyo", "+09:00". */
	readonly name: string;
	/** Seconds east of UTC at a moment, given in seconds since 1970 UTC. */
	offsetAt(seconds: number): number;
}

export const UTC: Zone = { name: "UTC", offsetAt: () => 0 };

/** A zone of a fixed offset, given in minutes east of UTC. */
export function fixedZone(minutes: number): Zone {
	if (minutes === 0) return UTC;
	const size = Math.abs(minutes);
	const pad = (part: number) => String(Math.floor(part)).padStart(2, "0");
	return {
		name: `${minutes < 0 ? "-" : "+"}${pad(size / 60)}:${pad(size % 60)}`,
		offsetAt: () => minutes * 60,
	};
}

/**
 * The zone of an Arrow timestamp: null is UTC, as in Orange; an offset as "+09:00"; else a name of the IANA database, as far as this
 * machine's Intl knows it. null where it does not.
 */
export function zoneOf(timezone: string | null): Zone | null {
	if (timezone === null || /^utc$/i.test(timezone)) return UTC;
	const offset = /^([+-])(\d\d):?(\d\d)$/.exec(timezone);
	if (offset !== null) {
		const minutes = Number(offset[2]) * 60 + Number(offset[3]);
		return fixedZone(offset[1] === "-" ? -minutes : minutes);
	}
	try {
		return namedZone(timezone);
	} catch {
		return null;
	}
}

// Zones change at multiples of a quarter of an hour.
const STEP = 900;
const CACHED = 100_000;

function namedZone(name: string): Zone {
	const format = new Intl.DateTimeFormat("en-US", {
		timeZone: name,
		hourCycle: "h23",
		era: "short",
		year: "numeric",
		month: "numeric",
		day: "numeric",
		hour: "numeric",
		minute: "numeric",
		second: "numeric",
	});
	const offsets = new Map<number, number>();
	return {
		name,
		offsetAt(seconds) {
			const step = Math.floor(seconds / STEP);
			let offset = offsets.get(step);
			if (offset === undefined) {
				if (offsets.size >= CACHED) offsets.clear();
				offset = offsetOf(format, step * STEP);
				offsets.set(step, offset);
			}
			return offset;
		},
	};
}

function offsetOf(format: Intl.DateTimeFormat, seconds: number): number {
	const parts: Record<string, string> = {};
	for (const { type, value } of format.formatToParts(seconds * 1000)) parts[type] = value;
	const year = parts.era === "BC" ? 1 - Number(parts.year) : Number(parts.year);
	const local = new Date(0);
	// Date.UTC would take the year 20 for 1920.
	local.setUTCFullYear(year, Number(parts.month) - 1, Number(parts.day));
	local.setUTCHours(Number(parts.hour), Number(parts.minute), Number(parts.second));
	return local.getTime() / 1000 - seconds;
}
