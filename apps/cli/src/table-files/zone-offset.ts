/** Offsets change on the quarter of an hour at most, so one look-up serves all moments between. */
const QUARTER = 15 * 60;
const cache = new Map<string, Map<number, number>>();

/** Seconds that a zone ("UTC", "+09:00", "Asia/Tokyo") is ahead of UTC at a moment; 0 for a zone that is not known. */
export function zoneOffset(zone: string, seconds: number): number {
	if (zone === "UTC") return 0;
	const fixed = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
	if (fixed) return (fixed[1] === "-" ? -1 : 1) * (Number(fixed[2]) * 3600 + Number(fixed[3]) * 60);
	let known = cache.get(zone);
	if (known === undefined) {
		known = new Map();
		cache.set(zone, known);
	}
	const quarter = Math.floor(seconds / QUARTER);
	let offset = known.get(quarter);
	if (offset === undefined) {
		offset = lookUp(zone, quarter * QUARTER);
		known.set(quarter, offset);
	}
	return offset;
}

function lookUp(zone: string, seconds: number): number {
	const name = formatter(zone)
		?.formatToParts(seconds * 1000)
		.find(({ type }) => type === "timeZoneName")?.value;
	const found = /^GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(name ?? "GMT");
	if (found?.[1] === undefined) return 0;
	const total = Number(found[2]) * 3600 + Number(found[3]) * 60 + Number(found[4] ?? 0);
	return found[1] === "-" ? -total : total;
}

const formatters = new Map<string, Intl.DateTimeFormat | null>();

function formatter(zone: string): Intl.DateTimeFormat | null {
	let made = formatters.get(zone);
	if (made === undefined) {
		try {
			made = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
		} catch {
			made = null;
		}
		formatters.set(zone, made);
	}
	return made;
}
