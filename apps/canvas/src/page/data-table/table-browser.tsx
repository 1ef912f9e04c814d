import { Copy, ListFilter, X } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import type { ColumnFilter, DataTableSettings, TableInfo, WorkflowNode } from "../../contract";
import { copyMarked } from "../grid/copy-marked";
import { Grid } from "../grid/grid";
import type { GridView } from "../grid/grid-view";
import { Button } from "../parts/button";
import { IconButton } from "../parts/icon-button";
import { sendCommand } from "../store/send-command";
import { useWords } from "../words/use-words";
import { FilterEditor } from "./filter-editor";
import { filterText } from "./filter-text";
import { GoToColumn } from "./go-to-column";
import { useRowView } from "./use-row-view";

interface Props {
	readonly node: Extract<WorkflowNode, { widget: "data-table" }>;
	readonly table: TableInfo;
	readonly pickedRows: number;
}

/** A table's grid under what can be done with it. */
export function TableBrowser({ node, table, pickedRows }: Props) {
	const words = useWords();
	const { say } = words;
	const grid = useRef<GridView | null>(null);
	const [isFiltering, setFiltering] = useState(false);
	const { sort, filters, picked } = node.settings;
	const shown = useRowView(table, node.settings);
	// A table never changes, but each of the server's events brings another copy of its description.
	// biome-ignore lint/correctness/useExhaustiveDependencies: see there
	const variables = useMemo(() => table.variables, [table.id]);
	const set = (settings: Partial<DataTableSettings>) =>
		void sendCommand({ type: "set", id: node.id, settings });
	const setFilters = (filters: readonly ColumnFilter[]) => set({ filters });
	const isByTheseFilters =
		picked?.by === "filters" && JSON.stringify(picked.filters) === JSON.stringify(filters);
	const pickAll = () =>
		set({
			picked:
				filters.length > 0
					? { by: "filters", filters }
					: { by: "rows", ranges: table.rowCount > 0 ? [[0, table.rowCount]] : [] },
		});
	const isFiltered = filters.length > 0;
	return (
		<>
			<div className="data-table-bar">
				<p className="figures" aria-live="polite">
					{isFiltered
						? say("table.shown", { shown: shown.rowCount, rows: table.rowCount })
						: picked === null && say("table.rows", { rows: table.rowCount })}
					{isFiltered && picked !== null && " · "}
					{picked !== null && say("table.selected", { picked: pickedRows, rows: table.rowCount })}
				</p>
				<GoToColumn
					variables={variables}
					onGo={(column) => {
						const row = Math.max(0, grid.current?.marked.to.row ?? 0);
						grid.current?.mark({ from: { row, column }, to: { row, column } });
					}}
				/>
				<IconButton
					icon={Copy}
					label={say("table.copy")}
					onClick={() => grid.current && void copyMarked(grid.current)}
				/>
			</div>
			{table.isLazy ? (
				<p className="data-table-note">{say("table.lazy")}</p>
			) : (
				<div className="data-table-bar">
					<Button aria-expanded={isFiltering} onClick={() => setFiltering(!isFiltering)}>
						<ListFilter size={14} aria-hidden />
						{say("table.add-filter")}
					</Button>
					<Button onClick={pickAll}>{say(isFiltered ? "table.select-shown" : "table.select-all")}</Button>
					<Button disabled={picked === null} onClick={() => set({ picked: null })}>
						{say("table.clear")}
					</Button>
				</div>
			)}
			{isFiltering && !table.isLazy && (
				<FilterEditor
					variables={variables}
					onAdd={(filter) => {
						setFilters([...filters, filter]);
						setFiltering(false);
					}}
				/>
			)}
			{isFiltered && !table.isLazy && (
				<ul className="filter-chips" aria-label={say("table.filters")}>
					{filters.map((filter) => {
						const variable = variables.find(({ name }) => name === filter.column);
						const text = filterText(filter, variable, words);
						return (
							<li key={JSON.stringify(filter)}>
								<span>{text}</span>
								<button
									type="button"
									aria-label={say("table.remove-filter", { filter: text })}
									onClick={() => setFilters(filters.filter((other) => other !== filter))}
								>
									<X size={14} aria-hidden />
								</button>
							</li>
						);
					})}
				</ul>
			)}
			{shown.error !== null && <p className="data-table-error">{shown.error}</p>}
			{picked?.by === "filters" && !isByTheseFilters && (
				<p className="data-table-note">{say("table.picked-elsewhere")}</p>
			)}
			<Grid
				table={{ rowCount: shown.rowCount, variables }}
				fetchWindow={shown.fetchWindow}
				label={say("table.grid", { name: table.name })}
				handle={grid}
				{...(table.isLazy
					? {}
					: {
							sort,
							onSort: (sort) => set({ sort }),
							picked: picked?.by === "rows" ? picked.ranges : isByTheseFilters ? "all" : [],
							onPick: (ranges) => set({ picked: ranges.length === 0 ? null : { by: "rows", ranges } }),
							onPickAll: pickAll,
						})}
			/>
			<p className="data-table-note">
				{shown.isOrdering ? say("table.ordering") : say(table.isLazy ? "table.hint.copy" : "table.hint")}
			</p>
		</>
	);
}
