import { copyMarked } from "./copy-marked";
import { cellAfterKey, type GridCell } from "./grid-keys";
import { pickedAfter, rowsOfView, TooManyRows } from "./grid-picking";
import type { GridProblem, GridProps } from "./grid-props";
import { sortAfterClick } from "./grid-sort";
import { type GridView, HEADER_HEIGHT } from "./grid-view";

interface Told {
	/** The column whose name is the active cell; -1: none. */
	onActiveName: (column: number) => void;
	onWiden: (column: number, byPixels: number) => void;
	/** Null: all is well again. */
	onProblem: (problem: GridProblem | null) => void;
}

/** Pixels inside an edge that count as beyond it: a window may end there. */
const EDGE = 10;
/** Milliseconds between two steps of scrolling at an edge. */
const SCROLL_MS = 60;

/** Where a pointer is that drags; at an edge, in the next row or column beyond it. */
function beyondEdge(
	scroller: HTMLElement,
	gutter: number,
	{ clientX, clientY }: { readonly clientX: number; readonly clientY: number },
): [x: number, y: number] {
	const { left, top } = scroller.getBoundingClientRect();
	const bottom = top + scroller.clientHeight;
	const right = left + scroller.clientWidth;
	const first = top + HEADER_HEIGHT;
	const isBelow = clientY > bottom - EDGE;
	const isRight = clientX > right - EDGE;
	return [
		isRight ? Math.max(clientX, right) + EDGE : clientX < left + gutter ? left + gutter - EDGE : clientX,
		isBelow ? Math.max(clientY, bottom) + EDGE : clientY < first ? Math.min(clientY, first - EDGE) : clientY,
	];
}

/** Keyboard and pointer of a grid. */
export function gridInput(view: GridView, props: () => GridProps, told: Told): { close: () => void } {
	const { scroller } = view.parts;
	const closed = new AbortController();
	const { signal } = closed;

	function goTo(to: GridCell, extend: boolean): void {
		const from = extend && to.row >= 0 && view.marked.from.row >= 0 ? view.marked.from : to;
		view.mark({ from, to });
		told.onActiveName(to.row === -1 ? to.column : -1);
	}

	async function pick(how: "only" | "toggle"): Promise<void> {
		const { onPick, picked = [] } = props();
		if (onPick === undefined) return;
		const { from, to } = view.marked;
		const start = Math.min(from.row, to.row);
		if (start < 0) return;
		try {
			const rows = await rowsOfView(view, start, Math.max(from.row, to.row) + 1);
			const before = picked === "all" ? ([[0, view.source.rowCount]] as const) : picked;
			onPick(pickedAfter(before, rows, how));
			told.onProblem(null);
		} catch (error) {
			told.onProblem(error instanceof TooManyRows ? "too-many-to-pick" : (error as Error));
		}
	}

	function sort(column: number, added: boolean): void {
		const { sort = [], onSort } = props();
		const name = view.source.variables[column]?.name;
		if (name !== undefined) onSort?.(sortAfterClick(sort, name, added));
	}

	scroller.addEventListener("scroll", () => view.scrolled(), { signal, passive: true });

	scroller.addEventListener(
		"keydown",
		(event) => {
			if (event.target !== scroller) return;
			const { to } = view.marked;
			const ctrl = event.ctrlKey || event.metaKey;
			if (event.altKey && (event.key === "ArrowLeft" || event.key === "ArrowRight"))
				told.onWiden(to.column, event.key === "ArrowLeft" ? -16 : 16);
			else if (ctrl && event.key === "c") void copyMarked(view).then(told.onProblem);
			else if (ctrl && event.key === "a") props().onPickAll?.();
			else if (event.key === "Enter" && to.row === -1) sort(to.column, event.shiftKey || ctrl);
			else if (event.key === " ") void pick("toggle");
			else {
				const size = {
					rowCount: view.source.rowCount,
					columnCount: view.source.variables.length,
					pageRows: view.pageRows,
				};
				const next = cellAfterKey(event, to, size);
				if (next === null || size.columnCount === 0) return;
				goTo(next, event.shiftKey);
				if (event.shiftKey) void pick("only");
			}
			event.preventDefault();
		},
		{ signal },
	);

	scroller.addEventListener(
		"pointerdown",
		(event) => {
			const { left, top } = scroller.getBoundingClientRect();
			const y = event.clientY - top;
			// Not on the names, nor on a scrollbar.
			if (event.button !== 0 || y < HEADER_HEIGHT || y > scroller.clientHeight) return;
			if (event.clientX - left > scroller.clientWidth || view.source.rowCount === 0) return;
			const cell = view.cellAt(event.clientX, event.clientY);
			const isNumber = event.clientX - left < view.gutterWidth;
			const far = { row: cell.row, column: isNumber ? view.source.variables.length - 1 : cell.column };
			if (isNumber && !event.shiftKey)
				view.mark({ from: { ...cell, column: 0 }, to: { ...cell, column: 0 } });
			goTo(isNumber ? { ...far, column: view.marked.to.column } : far, event.shiftKey);
			if (event.ctrlKey || event.metaKey) {
				void pick("toggle");
				return;
			}
			void pick("only");
			drag(event, isNumber);
		},
		{ signal },
	);

	/** `isNumber`: along the row numbers, which marks rows as far as they went. */
	function drag(began: PointerEvent, isNumber: boolean): void {
		const done = new AbortController();
		const until = AbortSignal.any([signal, done.signal]);
		scroller.setPointerCapture(began.pointerId);
		let pointer: { readonly clientX: number; readonly clientY: number } = began;
		const follow = () => {
			const { to } = view.marked;
			const at = view.cellAt(...beyondEdge(scroller, view.gutterWidth, pointer));
			const cell = isNumber ? { row: at.row, column: to.column } : at;
			if (cell.row !== to.row || cell.column !== to.column) goTo(cell, true);
		};
		scroller.addEventListener(
			"pointermove",
			(event) => {
				pointer = event;
				follow();
			},
			{ signal: until },
		);
		// At an edge it goes on though the pointer rests.
		const timer = setInterval(follow, SCROLL_MS);
		until.addEventListener("abort", () => clearInterval(timer), { once: true });
		scroller.addEventListener(
			"lostpointercapture",
			() => {
				done.abort();
				if (view.marked.from.row !== view.marked.to.row) void pick("only");
			},
			{ signal: until },
		);
	}

	return { close: () => closed.abort() };
}
