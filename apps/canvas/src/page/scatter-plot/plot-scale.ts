/** As much of d3's linear scale as regl-scatterplot needs to tell which part of the data is seen. */
export interface PlotScale {
	domain(): [number, number];
	domain(next: [number, number]): PlotScale;
	range(next?: [number, number]): PlotScale;
}

export function plotScale(low: number, high: number): PlotScale {
	let seen: [number, number] = [low, high];
	function domain(): [number, number];
	function domain(next: [number, number]): PlotScale;
	function domain(next?: [number, number]): [number, number] | PlotScale {
		if (next === undefined) return seen;
		seen = next;
		return scale;
	}
	const scale: PlotScale = { domain, range: () => scale };
	return scale;
}
