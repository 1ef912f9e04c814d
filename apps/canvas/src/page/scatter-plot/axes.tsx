import type { VariableInfo } from "../../contract";
import { axisTicks } from "./axis-ticks";

/** Pixels round the points for the axes. */
export const MARGIN = { left: 64, right: 8, top: 8, bottom: 48 };

interface Props {
	readonly width: number;
	readonly height: number;
	readonly x: VariableInfo;
	readonly y: VariableInfo;
	/** What is seen, in the columns' units. */
	readonly xSeen: readonly [number, number];
	readonly ySeen: readonly [number, number];
}

/** Both axes with their names. The canvas's label says the same, so this is for the eye only. */
export function Axes({ width, height, x, y, xSeen, ySeen }: Props) {
	const right = width - MARGIN.right;
	const bottom = height - MARGIN.bottom;
	const toX = (value: number) =>
		MARGIN.left + ((value - xSeen[0]) / (xSeen[1] - xSeen[0])) * (right - MARGIN.left);
	const toY = (value: number) =>
		bottom - ((value - ySeen[0]) / (ySeen[1] - ySeen[0])) * (bottom - MARGIN.top);
	const wide = x.kind === "time" || x.kind === "discrete" ? 104 : 52;
	return (
		<svg className="plot-axes" width={width} height={height} aria-hidden="true">
			<path d={`M${MARGIN.left} ${MARGIN.top} V${bottom} H${right}`} />
			{axisTicks(x, ...xSeen, Math.max(1, Math.floor((right - MARGIN.left) / wide))).map(({ at, text }) => (
				<g key={at} transform={`translate(${toX(at)} ${bottom})`}>
					<line y2={4} />
					<text y={17} textAnchor="middle">
						{shortened(text, 16)}
					</text>
				</g>
			))}
			{axisTicks(y, ...ySeen, Math.max(1, Math.floor((bottom - MARGIN.top) / 48))).map(({ at, text }) => (
				<g key={at} transform={`translate(${MARGIN.left} ${toY(at)})`}>
					<line x2={-4} />
					<text x={-7} dy="0.35em" textAnchor="end">
						{shortened(text, 8)}
					</text>
				</g>
			))}
			<text className="plot-axis-name" x={(MARGIN.left + right) / 2} y={height - 6} textAnchor="middle">
				{shortened(x.name, Math.floor((right - MARGIN.left) / 8))}
			</text>
			<text
				className="plot-axis-name"
				transform={`translate(14 ${(MARGIN.top + bottom) / 2}) rotate(-90)`}
				textAnchor="middle"
			>
				{shortened(y.name, Math.floor((bottom - MARGIN.top) / 8))}
			</text>
		</svg>
	);
}

const shortened = (text: string, most: number) =>
	text.length > most ? `${text.slice(0, Math.max(1, most - 1))}…` : text;
