import { useEffect, useMemo, useRef, useState } from "react";
import type { PlotPoints, RowPick, VariableInfo } from "../../contract";
import { colorOf } from "../styles/color-of";
import { useTheme } from "../styles/use-theme";
import { useWords } from "../words/use-words";
import { Axes, MARGIN } from "./axes";
import { drawFlat } from "./draw-flat";
import { outlineInUnits } from "./outline-in-units";
import { pickedPoints, unscaled } from "./picked-points";
import { hex, type PointLook } from "./point-look";
import { hasWebGl, type PlotTool, PointPlot } from "./point-plot";
import { useSize } from "./use-size";

interface Props {
	readonly points: PlotPoints;
	readonly x: VariableInfo;
	readonly y: VariableInfo;
	readonly look: PointLook;
	readonly tool: PlotTool;
	readonly picked: RowPick | null;
	readonly onPick: (picked: RowPick | null) => void;
	/** Counts up to show all points again. */
	readonly wholeAsked: number;
}

type Seen = readonly [low: number, high: number];
const WHOLE: Seen = [-1.12, 1.12];

/** The points between their axes. */
export function PlotArea({ points, x, y, look, tool, picked, onPick, wholeAsked }: Props) {
	const { say } = useWords();
	const theme = useTheme();
	const [box, size] = useSize();
	const canvas = useRef<HTMLCanvasElement>(null);
	const plot = useRef<PointPlot | null>(null);
	const [seen, setSeen] = useState<{ x: Seen; y: Seen }>({ x: WHOLE, y: WHOLE });
	const isMovable = useMemo(hasWebGl, []);
	const width = Math.max(0, Math.floor(size.width - MARGIN.left - MARGIN.right));
	const height = Math.max(0, Math.floor(size.height - MARGIN.top - MARGIN.bottom));
	const hasRoom = width > 0 && height > 0;
	const pixel = { x: (seen.x[1] - seen.x[0]) / width, y: (seen.y[1] - seen.y[0]) / height };
	const latest = useRef({ points, onPick, pixel });
	latest.current = { points, onPick, pixel };
	const pickedHere = useMemo(() => pickedPoints(points, picked), [points, picked]);
	const drawn = useRef(pickedHere);

	// biome-ignore lint/correctness/useExhaustiveDependencies: a plot is made once, and then told its size
	useEffect(() => {
		if (!hasRoom || !isMovable || canvas.current === null) return;
		const made = new PointPlot(canvas.current, width, height, {
			onOutline(corners) {
				const { points, onPick, pixel } = latest.current;
				const inUnits = outlineInUnits(corners, pixel, points);
				if (inUnits.length > 2)
					onPick({ by: "polygon", x: points.x.column, y: points.y.column, corners: inUnits });
			},
			onPoint(point) {
				const row = latest.current.points.rows[point];
				if (row !== undefined) latest.current.onPick({ by: "rows", ranges: [[row, row + 1]] });
			},
			onClear: () => latest.current.onPick(null),
			onView: (x, y) => setSeen({ x: [...x], y: [...y] }),
		});
		plot.current = made;
		return () => {
			plot.current = null;
			made.destroy();
		};
	}, [hasRoom, isMovable]);

	useEffect(() => {
		if (hasRoom) plot.current?.resize(width, height);
	}, [hasRoom, width, height]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: a new plot has to be told the tool
	useEffect(() => plot.current?.setTool(tool), [tool, hasRoom]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: what is picked is told below; the theme changes the ground's colour
	useEffect(() => {
		if (!hasRoom) return;
		drawn.current = pickedHere;
		const ground = hex(colorOf("--surface"));
		if (plot.current !== null)
			void plot.current.draw(points, look, pickedHere, { ground, lasso: hex(colorOf("--accent")) });
		else if (canvas.current !== null) drawFlat(canvas.current, width, height, points, look, pickedHere);
	}, [points, look, theme, hasRoom, isMovable ? 0 : width, isMovable ? 0 : height]);
	useEffect(() => {
		if (drawn.current === pickedHere) return;
		drawn.current = pickedHere;
		plot.current?.pick(pickedHere);
	}, [pickedHere]);
	useEffect(() => {
		if (wholeAsked > 0) plot.current?.showWhole();
	}, [wholeAsked]);

	return (
		<div className="plot-area" ref={box}>
			{hasRoom && (
				<>
					<Axes
						width={size.width}
						height={size.height}
						x={x}
						y={y}
						xSeen={[unscaled(seen.x[0], points.x), unscaled(seen.x[1], points.x)]}
						ySeen={[unscaled(seen.y[0], points.y), unscaled(seen.y[1], points.y)]}
					/>
					<canvas
						ref={canvas}
						role="img"
						aria-label={say("plot.label", { x: x.name, y: y.name, points: points.xs.length })}
						className={tool === "move" ? "plot-canvas movable" : "plot-canvas"}
						style={{ left: MARGIN.left, top: MARGIN.top, width, height }}
					/>
					{!isMovable && <p className="plot-no-webgl">{say("plot.no-webgl")}</p>}
				</>
			)}
		</div>
	);
}
