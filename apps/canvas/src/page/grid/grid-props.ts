import type { SortKey, VariableInfo } from "../../contract";
import type { GridView } from "./grid-view";
import type { RowRanges } from "./row-ranges";
import type { FetchWindow } from "./window-cache";

/** What a grid shows: some number of rows of some variables, of which it fetches what is in sight. */
export interface GridProps {
	readonly table: { readonly rowCount: number; readonly variables: readonly VariableInfo[] };
	/** Rows [start, end) of the columns at those positions. Another function means other rows: what was fetched is forgotten. */
	readonly fetchWindow: FetchWindow;
	/** What it shows, for who cannot see it. */
	readonly label: string;
	/** Row numbers of the table, as in RowPick, whatever the order they are shown in. */
	readonly picked?: RowRanges | "all";
	/** Undefined: rows cannot be picked. */
	readonly onPick?: (ranges: RowRanges) => void;
	/** Ctrl+A: all rows that are shown. */
	readonly onPickAll?: () => void;
	readonly sort?: readonly SortKey[];
	/** Undefined: it cannot be sorted. */
	readonly onSort?: (sort: readonly SortKey[]) => void;
	/** Holds the grid's view as long as it is there, to tell it where to go. */
	readonly handle?: { current: GridView | null };
}

/** What went wrong with what the user wanted. */
export type GridProblem = "too-many-to-pick" | "too-many-to-copy" | Error;
