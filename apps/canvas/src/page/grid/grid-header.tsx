// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot leave out rows and columns
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and names the active cell
import { ArrowDown, ArrowUp } from "lucide-react";
import type { PointerEvent } from "react";
import type { SortKey, VariableInfo } from "../../contract";
import { TypeIcon } from "../parts/type-icon";
import { type ColumnLayout, NARROWEST, WIDEST } from "./column-layout";
import { sortAfterClick } from "./grid-sort";

interface Props {
	/** Pixels of the row numbers' column. */
	readonly gutter: number;
	readonly variables: readonly VariableInfo[];
	readonly layout: ColumnLayout;
	/** `[first, end)` of the columns that are drawn. */
	readonly range: readonly [number, number];
	readonly sort: readonly SortKey[];
	/** Undefined: it cannot be sorted. */
	readonly onSort: ((sort: readonly SortKey[]) => void) | undefined;
	readonly onWidth: (column: number, width: number) => void;
	/** The column whose name is the active cell; -1: none. */
	readonly active: number;
	readonly idOf: (column: number) => string;
}

/** The names, which stay while the rows move. A click sorts; the right edge of a name is dragged to make the column wider. */
export function GridHeader({ gutter, variables, layout, range, sort, onSort, onWidth, active, idOf }: Props) {
	const columns = Array.from({ length: range[1] - range[0] }, (_, i) => range[0] + i);
	return (
		<div role="rowgroup" className="grid-head">
			<div role="row" aria-rowindex={1}>
				<div className="grid-corner" aria-hidden>
					#
				</div>
				{columns.map((column) => {
					const variable = variables[column];
					if (variable === undefined) return null;
					const key = sort.find(({ column }) => column === variable.name);
					const direction = key === undefined ? "none" : key.descending ? "descending" : "ascending";
					return (
						// biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keyboard, and Enter on a name sorts
						<div
							key={column}
							id={idOf(column)}
							role="columnheader"
							aria-colindex={column + 1}
							aria-sort={onSort && direction}
							className={`grid-name ${onSort ? "sortable" : ""} ${active === column ? "active" : ""}`}
							style={{ left: gutter + layout.left(column), width: layout.widths[column] }}
							title={variable.name}
							onClick={(event) =>
								onSort?.(sortAfterClick(sort, variable.name, event.shiftKey || event.ctrlKey))
							}
						>
							<TypeIcon kind={variable.kind} />
							<span>{variable.name}</span>
							{direction === "ascending" && <ArrowUp size={14} aria-hidden />}
							{direction === "descending" && <ArrowDown size={14} aria-hidden />}
							<Edge width={layout.widths[column] ?? 0} onWidth={(width) => onWidth(column, width)} />
						</div>
					);
				})}
			</div>
		</div>
	);
}

function Edge({ width, onWidth }: { width: number; onWidth: (width: number) => void }) {
	const drag = (event: PointerEvent<HTMLSpanElement>) => {
		event.preventDefault();
		const { currentTarget: edge, clientX, pointerId } = event;
		edge.setPointerCapture(pointerId);
		const move = (moved: globalThis.PointerEvent) =>
			onWidth(Math.min(WIDEST, Math.max(NARROWEST, width + moved.clientX - clientX)));
		edge.addEventListener("pointermove", move);
		edge.addEventListener("lostpointercapture", () => edge.removeEventListener("pointermove", move), {
			once: true,
		});
	};
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: Alt and an arrow key do the same
		// biome-ignore lint/a11y/noStaticElementInteractions: see there
		<span className="grid-edge" onPointerDown={drag} onClick={(event) => event.stopPropagation()} />
	);
}
