import createScatterplot from "regl-scatterplot";
import type { PlotPoints } from "../../contract";
import { plotScale } from "./plot-scale";
import type { PointLook } from "./point-look";
import type { Corner } from "./simplify-polygon";

export type PlotTool = "lasso" | "rectangle" | "move";

export interface PlotEvents {
	/** An outline was drawn; its corners are in the points' own -1 … 1. */
	onOutline: (corners: readonly Corner[]) => void;
	/** A point was clicked: its position. */
	onPoint: (point: number) => void;
	onClear: () => void;
	/** What is seen of -1 … 1 on both axes. */
	onView: (x: readonly [number, number], y: readonly [number, number]) => void;
}

/** As far as all points with a margin round them. */
const WHOLE = 1.12;

export function hasWebGl(): boolean {
	const context = document.createElement("canvas").getContext("webgl");
	context?.getExtension("WEBGL_lose_context")?.loseContext();
	return context !== null;
}

/** Points on a canvas that can be moved, zoomed and lassoed: regl-scatterplot with our settings. */
export class PointPlot {
	readonly #plot: ReturnType<typeof createScatterplot>;
	readonly #ready: Promise<unknown> = Promise.resolve();
	#drawn: Promise<unknown> = this.#ready;
	#clicked: number | null = null;
	#isDestroyed = false;

	constructor(canvas: HTMLCanvasElement, width: number, height: number, events: PlotEvents) {
		this.#plot = createScatterplot({
			canvas,
			width,
			height,
			aspectRatio: width / height,
			// biome-ignore lint/suspicious/noExplicitAny: a d3 scale does more than it needs
			xScale: plotScale(-1, 1) as any,
			// biome-ignore lint/suspicious/noExplicitAny: see there
			yScale: plotScale(-1, 1) as any,
			syncEvents: true,
			lassoClearEvent: "lassoEnd",
			lassoMinDelay: 8,
			actionKeyMap: { lasso: "shift" },
			deselectOnEscape: false,
			opacityInactiveScale: 0.25,
			showReticle: false,
			cameraDistance: WHOLE,
		} as Parameters<typeof createScatterplot>[0]);
		// It selects by itself before it tells of the outline: only a selection without one is a click on a point.
		this.#plot.subscribe("select", ({ points }) => {
			this.#clicked = points.length === 1 ? (points[0] ?? null) : null;
			queueMicrotask(() => {
				if (this.#clicked !== null) events.onPoint(this.#clicked);
				this.#clicked = null;
			});
		});
		this.#plot.subscribe("lassoEnd", ({ coordinates }) => {
			this.#clicked = null;
			events.onOutline(coordinates as unknown as readonly Corner[]);
		});
		this.#plot.subscribe("deselect", () => events.onClear());
		this.#plot.subscribe("view", ({ xScale, yScale }) => {
			const x = xScale?.domain() as [number, number];
			const y = yScale?.domain() as [number, number];
			events.onView(x, y);
		});
	}

	resize(width: number, height: number): void {
		this.#plot.set({ width, height, aspectRatio: width / height });
	}

	setTool(tool: PlotTool): void {
		this.#plot.set({
			mouseMode: tool === "move" ? "panZoom" : "lasso",
			...({ lassoType: tool === "rectangle" ? "rectangle" : "freeform" } as object),
		});
	}

	/** One drawing after the other; `picked` are positions. */
	draw(
		points: PlotPoints,
		look: PointLook,
		picked: readonly number[],
		colors: { ground: string; lasso: string },
	): Promise<unknown> {
		this.#plot.set({
			backgroundColor: colors.ground,
			lassoColor: colors.lasso,
			pointColorHover: colors.lasso,
			pointSize: look.sizes.length === 1 ? (look.sizes[0] as number) : [...look.sizes],
			pointSizeSelected: 2,
			pointOutlineWidth: 0.001,
			opacity: look.opacity,
			colorBy: look.color === null ? null : "valueA",
			sizeBy: look.size === null ? null : "valueB",
			// A picked point keeps its colour; its types know of one colour for all of those only.
			...({ pointColor: [...look.colors], pointColorActive: [...look.colors] } as object),
		});
		const { xs, ys } = points;
		return this.#whenDrawn(() =>
			this.#plot.draw(
				{ x: xs, y: ys, ...(look.color && { valueA: look.color }), ...(look.size && { valueB: look.size }) },
				{ zDataType: "categorical", wDataType: "categorical", select: [...picked] },
			),
		);
	}

	pick(picked: readonly number[]): void {
		void this.#whenDrawn(() =>
			picked.length === 0
				? this.#plot.deselect({ preventEvent: true })
				: this.#plot.select([...picked], { preventEvent: true }),
		);
	}

	/** Does it after what is being drawn. A plot that was closed meanwhile draws no more, which is nobody's error. */
	#whenDrawn(action: () => unknown): Promise<unknown> {
		this.#drawn = this.#drawn
			.then(() => (this.#isDestroyed ? undefined : action()))
			.catch((error) => {
				if (!this.#isDestroyed) throw error;
			});
		return this.#drawn;
	}

	showWhole(): void {
		this.#plot.reset({ preventEvent: false });
	}

	destroy(): void {
		this.#isDestroyed = true;
		this.#plot.destroy();
	}
}
