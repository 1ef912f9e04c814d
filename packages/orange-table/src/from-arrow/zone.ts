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

/**
 * pandas 2.3 takes zones from pytz, which has their changes from 1901-12-13 to 2037 only (32 bits), the first offset for all before and the last
 * for all after, and whole minutes.
 */
const [FIRST_CHANGE, LATEST] = [-(2 ** 31), 2 ** 31 - 1];
/** Before standard time anywhere. */
const EARLIEST = -5_000_000_000;
/** Days on either side of 1970 that all changes lie in. */
const DAYS = Math.ceil(2 ** 31 / 86_400) + 1;
const UNKNOWN = -32_768;

function namedZone(name: string): Zone {
	// The cheapest way to ask: "1/31/2020, GMT+09:00".
	const format = new Intl.DateTimeFormat("en-US", { timeZone: name, timeZoneName: "longOffset" });
	const minutesAt = (seconds: number) => {
		const moment = seconds < FIRST_CHANGE ? EARLIEST : Math.min(seconds, LATEST);
		return Math.floor((statedOffset(format.format(moment * 1000)) + 30) / 60);
	};
	/** Minutes at the start of each day. */
	const starts = new Int16Array(2 * DAYS + 1).fill(UNKNOWN);
	const minutesAtStart = (slot: number) => {
		if (starts[slot] === UNKNOWN) starts[slot] = minutesAt((slot - DAYS) * 86_400);
		return starts[slot]!;
	};
	return {
		name,
		offsetAt(seconds) {
			const slot = Math.min(Math.max(Math.floor(seconds / 86_400) + DAYS, 0), 2 * DAYS - 1);
			const minutes = minutesAtStart(slot);
			return (minutes === minutesAtStart(slot + 1) ? minutes : minutesAt(seconds)) * 60;
		},
	};
}

function statedOffset(text: string): number {
	const match = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(text);
	if (match === null) return 0;
	const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
	return match[1] === "-" ? -seconds : seconds;
}
