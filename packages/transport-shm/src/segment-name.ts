import { AllyeError } from "@allye/protocol";

/** The segment of a transfer: "allye_" and 20 of the id's hex digits. 26 characters, and macOS takes 30. */
export function segmentNameOf(id: string): string {
	return `allye_${id.replaceAll("-", "").slice(0, 20)}`;
}

/** The part of the transfer's id that stands in the name of a segment of ours; null where it is none. */
export function idInSegmentName(name: string): string | null {
	return /^allye_([0-9a-f]{20})$/.exec(name)?.[1] ?? null;
}

/** Python's SharedMemory.name: no slash, nothing that a path would need. @throws PAYLOAD_REFUSED */
export function checkSegmentName({ locator }: { locator: string }): string {
	if (/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,253}$/.test(locator)) return locator;
	throw new AllyeError(
		"PAYLOAD_REFUSED",
		`${JSON.stringify(locator)} is no name of shared memory, so it is not opened. Send the table again.`,
	);
}
