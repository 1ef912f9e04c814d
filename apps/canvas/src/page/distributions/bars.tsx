import { type KeyboardEvent, type MouseEvent, useState } from "react";
import type { Distribution, VariableInfo } from "../../contract";
import { axisTicks, numberTicks } from "../scatter-plot/axis-ticks";
import { useSize } from "../scatter-plot/use-size";
import { useWords } from "../words/use-words";
import { barTexts } from "./bar-texts";

const MARGIN = { left: 56, right: 8, top: 8, bottom: 40 };

interface Props {
	readonly distribution: Distribution;
	readonly variable: VariableInfo;
	/** CSS colours of the series. */
	readonly colors: readonly string[];
	readonly picked: ReadonlySet<number>;
	/** Null where nothing can be picked: the bars can be gone through all the same. */
	readonly onClick: ((bar: number, how: "only" | "extend" | "toggle") => void) | null;
}

/** Bars of counts, stacked where they are split. Arrow keys go from one to the next; Space or Enter picks. */
export function Bars({ distribution, variable, colors, picked, onClick }: Props) {
	const words = useWords();
	const { say } = words;
	const [box, { width, height }] = useSize();
	const [focused, setFocused] = useState(0);
	const { series, edges } = distribution;
	const texts = barTexts(distribution, variable, words);
	const totals = texts.map((_, bar) => series.reduce((sum, { counts }) => sum + (counts[bar] ?? 0), 0));
	const most = Math.max(1, ...totals);
	const right = width - MARGIN.right;
	const bottom = height - MARGIN.bottom;
	const step = (right - MARGIN.left) / Math.max(1, texts.length);
	const gap = edges === null ? Math.min(8, step * 0.2) : Math.min(1, step * 0.1);
	const toY = (count: number) => bottom - (count / most) * (bottom - MARGIN.top);
	const how = (event: MouseEvent | KeyboardEvent) =>
		event.shiftKey ? "extend" : event.ctrlKey || event.metaKey ? "toggle" : "only";
	const onKeyDown = (event: KeyboardEvent<SVGGElement>, bar: number) => {
		const next = { ArrowRight: bar + 1, ArrowLeft: bar - 1, Home: 0, End: texts.length - 1 }[event.key];
		if (event.key === " " || event.key === "Enter") onClick?.(bar, how(event));
		else if (next === undefined) return;
		else focusBar(event.currentTarget, next);
		event.preventDefault();
	};
	return (
		<div className="bars" ref={box}>
			{width > 120 && height > 80 && (
				// biome-ignore lint/a11y/useSemanticElements: it holds the bars' buttons
				<svg
					width={width}
					height={height}
					role="group"
					aria-label={say("bars.label", { column: variable.name })}
				>
					{/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it can have the focus */}
					<g className="bars-axis" aria-hidden="true">
						<path d={`M${MARGIN.left} ${MARGIN.top} V${bottom} H${right}`} />
						{numberTicks(0, most, Math.max(1, Math.floor((bottom - MARGIN.top) / 40)))
							.filter(({ at }) => Number.isInteger(at))
							.map(({ at }) => (
								<g key={at} transform={`translate(${MARGIN.left} ${toY(at)})`}>
									<line x2={right - MARGIN.left} className="bars-line" />
									<text x={-6} dy="0.35em" textAnchor="end">
										{words.format.number(at)}
									</text>
								</g>
							))}
						{axisTexts(distribution, variable, texts, step, right).map(({ at, text }) => (
							<text key={at} x={MARGIN.left + at} y={bottom + 16} textAnchor="middle">
								{text}
							</text>
						))}
						<text className="bars-name" x={(MARGIN.left + right) / 2} y={height - 4} textAnchor="middle">
							{variable.name}
						</text>
					</g>
					{texts.map((text, bar) => {
						let count = 0;
						return (
							// biome-ignore lint/a11y/useSemanticElements: SVG has no button
							<g
								key={text}
								role="button"
								className={picked.size > 0 && !picked.has(bar) ? "bar faded" : "bar"}
								tabIndex={bar === Math.min(focused, texts.length - 1) ? 0 : -1}
								aria-pressed={picked.has(bar)}
								aria-disabled={onClick === null || undefined}
								aria-label={say("bars.bar", { value: text, rows: totals[bar] ?? 0 })}
								onClick={(event) => onClick?.(bar, how(event))}
								onFocus={() => setFocused(bar)}
								onKeyDown={(event) => onKeyDown(event, bar)}
							>
								<title>
									{barTitle(
										say("bars.bar", { value: text, rows: totals[bar] ?? 0 }),
										distribution,
										bar,
										words.format.number,
									)}
								</title>
								{/* The whole height can be hit. */}
								<rect
									className="bar-room"
									x={MARGIN.left + bar * step}
									y={MARGIN.top}
									width={Math.max(1, step)}
									height={Math.max(0, bottom - MARGIN.top)}
								/>
								{series.map(({ name, counts }, i) => {
									const from = toY(count);
									count += counts[bar] ?? 0;
									const to = toY(count);
									return (
										<rect
											key={name}
											x={MARGIN.left + bar * step + gap / 2}
											y={to}
											width={Math.max(1, step - gap)}
											height={Math.max(0, from - to)}
											fill={colors[i] ?? "var(--category-missing)"}
										/>
									);
								})}
							</g>
						);
					})}
				</svg>
			)}
		</div>
	);
}

function focusBar(bar: SVGGElement, next: number): void {
	const bars = bar.parentElement?.querySelectorAll<SVGGElement>(".bar");
	bars?.[Math.min(Math.max(0, next), bars.length - 1)]?.focus();
}

function barTitle(
	total: string,
	{ series }: Distribution,
	bar: number,
	number: (value: number) => string,
): string {
	if (series.length < 2) return total;
	return [total, ...series.map(({ name, counts }) => `${name}: ${number(counts[bar] ?? 0)}`)].join("\n");
}

/** Texts below the bars, with their places in pixels: round numbers or times between them, or the values themselves. */
function axisTexts(
	{ edges }: Distribution,
	variable: VariableInfo,
	texts: readonly string[],
	step: number,
	right: number,
): { at: number; text: string }[] {
	const room = right - MARGIN.left;
	if (edges !== null) {
		const low = edges[0] as number;
		const high = edges.at(-1) as number;
		const each = variable.kind === "time" ? 130 : 64;
		return axisTicks(variable, low, high, Math.max(1, Math.floor(room / each))).map(({ at, text }) => ({
			at: ((at - low) / (high - low)) * room,
			text,
		}));
	}
	const every = Math.max(1, Math.ceil(56 / step));
	const letters = Math.max(3, Math.floor((step * every) / 7.5));
	return texts.flatMap((text, bar) =>
		bar % every !== 0
			? []
			: [{ at: (bar + 0.5) * step, text: text.length > letters ? `${text.slice(0, letters - 1)}…` : text }],
	);
}
