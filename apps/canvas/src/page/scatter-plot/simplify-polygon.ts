export type Corner = readonly [x: number, y: number];

/**
 * An outline without the corners that can be left out without moving it by more than `tolerance` (Ramer, Douglas, Peucker). A point that is further than twice that from
 * the outline stays inside or outside of it, also where the outline crosses itself: each part that is replaced by a line lies within `tolerance` of that line, and each
 * point of the line that near to the part.
 */
export function simplifyPolygon(corners: readonly Corner[], tolerance: number): Corner[] {
	if (corners.length < 4) return [...corners];
	const keep = new Uint8Array(corners.length);
	keep[0] = keep[corners.length - 1] = 1;
	const open: [number, number][] = [[0, corners.length - 1]];
	for (let part = open.pop(); part !== undefined; part = open.pop()) {
		const [first, last] = part;
		let furthest = -1;
		let distance = tolerance;
		for (let i = first + 1; i < last; i += 1) {
			const d = distanceTo(corners[i] as Corner, corners[first] as Corner, corners[last] as Corner);
			if (d > distance) [furthest, distance] = [i, d];
		}
		if (furthest === -1) continue;
		keep[furthest] = 1;
		open.push([first, furthest], [furthest, last]);
	}
	return corners.filter((_, i) => keep[i] === 1);
}

/** Of a point to the line segment between two. */
function distanceTo([x, y]: Corner, [x1, y1]: Corner, [x2, y2]: Corner): number {
	const [dx, dy] = [x2 - x1, y2 - y1];
	const length = dx * dx + dy * dy;
	const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / length));
	return Math.hypot(x - x1 - t * dx, y - y1 - t * dy);
}
