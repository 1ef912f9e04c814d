// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot leave out rows and columns
import { type CSSProperties, useEffect, useId, useMemo, useRef, useState } from "react";
import { Button } from "../parts/button";
import { useWords } from "../words/use-words";
import { ColumnLayout, firstWidth, NARROWEST, WIDEST } from "./column-layout";
import { GridHeader } from "./grid-header";
import { gridInput } from "./grid-input";
import type { GridProblem, GridProps } from "./grid-props";
import { GridView, gutterWidth } from "./grid-view";
import { hasRow } from "./row-ranges";
import "./grid.css";

/**
 * A table of any size: only the cells that are seen are in the document. Arrow keys, Page Up and Down, Home and End move; with Shift they
 * mark; Space picks the marked rows; Ctrl+C copies what is marked; Enter on a name sorts; Alt and an arrow make a column wider.
 */
export function Grid(props: GridProps) {
	const { table, fetchWindow, sort = [], onSort, onPick, picked, label, handle } = props;
	const { rowCount, variables } = table;
	const { say } = useWords();
	const gutter = gutterWidth(rowCount);
	const prefix = useId();
	const scroller = useRef<HTMLDivElement>(null);
	const spacer = useRef<HTMLDivElement>(null);
	const body = useRef<HTMLDivElement>(null);
	const gutterPart = useRef<HTMLDivElement>(null);
	const view = useRef<GridView | null>(null);
	const latest = useRef(props);
	latest.current = props;
	const [range, setRange] = useState<readonly [number, number]>([0, 0]);
	const [problem, setProblem] = useState<GridProblem | null>(null);
	const [activeName, setActiveName] = useState(-1);
	const [widths, setWidths] = useState<Readonly<Record<string, number>>>({});
	const layout = useMemo(
		() => new ColumnLayout(variables.map((variable) => widths[variable.name] ?? firstWidth(variable))),
		[variables, widths],
	);
	const firstLayout = useRef(layout);
	firstLayout.current = layout;

	useEffect(() => {
		if (!scroller.current || !spacer.current || !body.current || !gutterPart.current) return;
		const made = new GridView(
			{ scroller: scroller.current, spacer: spacer.current, body: body.current, gutter: gutterPart.current },
			{
				rowCount,
				variables,
				fetchWindow,
				onColumns: (first, end) => setRange([first, end]),
				onError: (error) => setProblem(error instanceof Error ? error : new Error(String(error))),
			},
			firstLayout.current,
			prefix,
		);
		view.current = made;
		if (handle) handle.current = made;
		const watched = new ResizeObserver(([entry]) => {
			if (entry) made.resize(entry.contentRect.width, entry.contentRect.height);
		});
		watched.observe(scroller.current);
		const input = gridInput(made, () => latest.current, {
			onActiveName: setActiveName,
			onProblem: setProblem,
			onWiden: (column, by) => setWidths((before) => widened(before, column, by)),
		});
		return () => {
			setProblem(null);
			input.close();
			watched.disconnect();
			made.close();
			view.current = null;
			if (handle) handle.current = null;
		};
		function widened(before: Readonly<Record<string, number>>, column: number, by: number) {
			const variable = variables[column];
			if (variable === undefined) return before;
			const width = (before[variable.name] ?? firstWidth(variable)) + by;
			return { ...before, [variable.name]: Math.min(WIDEST, Math.max(NARROWEST, width)) };
		}
	}, [rowCount, variables, fetchWindow, prefix, handle]);

	useEffect(() => view.current?.setLayout(layout), [layout]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: a new view has to be told what is picked
	useEffect(
		() => view.current?.setPicked((row) => picked === "all" || (picked !== undefined && hasRow(picked, row))),
		[picked, rowCount, variables, fetchWindow],
	);

	const retry = () => {
		setProblem(null);
		view.current?.cache.retry();
	};
	return (
		<div className="grid-frame">
			{problem !== null && (
				<p className="grid-problem" role="alert">
					{problem instanceof Error ? problem.message : say(`grid.${problem}`)}
					{problem instanceof Error && <Button onClick={retry}>{say("retry")}</Button>}
				</p>
			)}
			<div
				ref={scroller}
				className="grid"
				role="grid"
				tabIndex={0}
				aria-label={label}
				aria-rowcount={rowCount + 1}
				aria-colcount={variables.length}
				aria-multiselectable={onPick !== undefined}
			>
				<div
					ref={spacer}
					className="grid-spacer"
					role="presentation"
					style={{ width: gutter + layout.width, "--grid-gutter": `${gutter}px` } as CSSProperties}
				>
					<GridHeader
						gutter={gutter}
						variables={variables}
						layout={layout}
						range={range}
						sort={sort}
						onSort={onSort}
						onWidth={(column, width) =>
							setWidths((before) => ({ ...before, [variables[column]?.name ?? ""]: width }))
						}
						active={activeName}
						idOf={(column) => `${prefix}--1-${column}`}
					/>
					<div ref={gutterPart} className="grid-gutter" aria-hidden />
					<div ref={body} className="grid-body" role="rowgroup" />
				</div>
			</div>
		</div>
	);
}
