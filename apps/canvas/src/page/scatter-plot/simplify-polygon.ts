export type Corner = readonly [x: number, y: number];

/** What the corners that are kept may cost together. */
export interface CornerBudget {
	readonly most: number;
	/** Of one, by its position. */
	readonly cost: (corner: number) => number;
}

/** An outline's corners `first` to `last`, of which those between may be left out; of these, `furthest` lies `distance` from the line that would stand for them. */
interface Part {
	readonly first: number;
	readonly last: number;
	readonly furthest: number;
	readonly distance: number;
}

/**
 * An outline without the corners that can be left out without moving it by more than `tolerance` (Ramer, Douglas, Peucker). A point that is further than twice that from
 * the outline stays inside or outside of it, also where the outline crosses itself: each part that is replaced by a line lies within `tolerance` of that line, and each
 * point of the line that near to the part.
 *
 * Where so many would cost more than the budget, it keeps what it can afford, each time the corner that lies furthest from the line that stands for it.
 */
export function simplifyPolygon(
	corners: readonly Corner[],
	tolerance: number,
	{ most, cost }: CornerBudget,
): Corner[] {
	if (corners.length < 4) return [...corners];
	const end = corners.length - 1;
	const kept = new Set([0, end]);
	let left = most - cost(0) - cost(end);
	const parts = [partOf(corners, 0, end)];
	for (;;) {
		const at = furthestOf(parts);
		const { first, last, furthest, distance } = parts[at] as Part;
		if (distance <= tolerance) break;
		left -= cost(furthest);
		if (left < 0) break;
		kept.add(furthest);
		parts[at] = partOf(corners, first, furthest);
		parts.push(partOf(corners, furthest, last));
	}
	return corners.filter((_, i) => kept.has(i));
}

function partOf(corners: readonly Corner[], first: number, last: number): Part {
	let furthest = first;
	let distance = 0;
	for (let i = first + 1; i < last; i += 1) {
		const d = distanceTo(corners[i] as Corner, corners[first] as Corner, corners[last] as Corner);
		if (d > distance) [furthest, distance] = [i, d];
	}
	return { first, last, furthest, distance };
}

function furthestOf(parts: readonly Part[]): number {
	let at = 0;
	for (let i = 1; i < parts.length; i += 1)
		if ((parts[i] as Part).distance > (parts[at] as Part).distance) at = i;
	return at;
}

/** Of a point to the line segment between two. */
function distanceTo([x, y]: Corner, [x1, y1]: Corner, [x2, y2]: Corner): number {
	const [dx, dy] = [x2 - x1, y2 - y1];
	const length = dx * dx + dy * dy;
	const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / length));
	return Math.hypot(x - x1 - t * dx, y - y1 - t * dy);
}
