import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { remember, remembered } from "../url/remembered";
import { useWords } from "../words/use-words";
import "./panel-edge.css";

const LEAST = 360;
const STEP = 24;
/** What the toolbox and a strip of workflow need. */
const LEFT_OVER = 56 + 120;

const widest = () => Math.max(LEAST, innerWidth - LEFT_OVER);
const within = (width: number) => Math.round(Math.min(widest(), Math.max(LEAST, width)));

/** How wide the panels are, in px, where the user has said so; `name` tells one from two. */
export function usePanelWidth(name: string, usual: number): [width: number, set: (width: number) => void] {
	const [widths, setWidths] = useState<Record<string, number>>({});
	const known = widths[name] ?? Number(remembered(`width.${name}`) ?? Number.NaN);
	const set = (width: number) => {
		remember(`width.${name}`, String(within(width)));
		setWidths({ ...widths, [name]: within(width) });
	};
	return [within(Number.isFinite(known) ? known : usual), set];
}

/** The edge between workflow and panels: dragged, or moved with the arrow keys. */
export function PanelEdge({ width, onWidth }: { width: number; onWidth: (width: number) => void }) {
	const { say } = useWords();
	const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
		event.currentTarget.setPointerCapture(event.pointerId);
		event.preventDefault();
	};
	const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
		if (event.currentTarget.hasPointerCapture(event.pointerId)) onWidth(innerWidth - event.clientX);
	};
	const onKeyDown = (event: KeyboardEvent) => {
		const next = { ArrowLeft: width + STEP, ArrowRight: width - STEP, Home: LEAST, End: widest() }[event.key];
		if (next === undefined) return;
		event.preventDefault();
		onWidth(next);
	};
	return (
		// biome-ignore lint/a11y/useSemanticElements: a rule that is moved is no hr
		<div
			className="panel-edge"
			role="separator"
			aria-orientation="vertical"
			aria-label={say("frame.resize")}
			aria-valuenow={width}
			aria-valuemin={LEAST}
			aria-valuemax={widest()}
			tabIndex={0}
			onPointerDown={onPointerDown}
			onPointerMove={onPointerMove}
			onKeyDown={onKeyDown}
		/>
	);
}
