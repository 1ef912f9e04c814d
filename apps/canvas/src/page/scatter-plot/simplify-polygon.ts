export type Corner = readonly [x: number, y: number];

/** Of a setting; a hand draws no more. */
const MOST_CORNERS = 500;

/** Corners that can be left out without moving the outline by more than a thousandth of the plot, at most 500 left (Ramer, Douglas, Peucker). */
export function simplifyPolygon(corners: readonly Corner[]): Corner[] {
	let kept = [...corners];
	for (let tolerance = 0.001; ; tolerance *= 2) {
		kept = simplified(kept, tolerance);
		if (kept.length <= MOST_CORNERS) return kept;
	}
}

function simplified(corners: readonly Corner[], tolerance: number): Corner[] {
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
