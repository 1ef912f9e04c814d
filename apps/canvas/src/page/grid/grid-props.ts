import type { SortKey, TableWindow, VariableInfo } from "../../contract";

/** What a grid shows: some number of rows of some variables, of which it fetches what is in sight. */
export interface GridProps {
	readonly table: { readonly rowCount: number; readonly variables: readonly VariableInfo[] };
	/** Rows [start, end) of the columns at those positions. Another function means other rows: what was fetched is forgotten. */
	readonly fetchWindow: (
		start: number,
		end: number,
		columnPositions: readonly number[],
		signal: AbortSignal,
	) => Promise<TableWindow>;
	/** What it shows, for who cannot see it. */
	readonly label: string;
	/** Row numbers of the table, as in RowPick. */
	readonly picked?: readonly (readonly [start: number, end: number])[];
	readonly onPick?: (ranges: readonly (readonly [start: number, end: number])[]) => void;
	readonly sort?: readonly SortKey[];
	readonly onSort?: (sort: readonly SortKey[]) => void;
}
