import type { VariableInfo } from "../../contract";
import type { ColumnLayout } from "./column-layout";
import type { GridCell } from "./grid-keys";
import { GridRows, ROW_HEIGHT } from "./grid-rows";
import { ScrollScale } from "./scroll-scale";
import { type FetchWindow, PAGE, WindowCache } from "./window-cache";

/** Pixels of the sticky row of names. */
export const HEADER_HEIGHT = 32;
/** Pixels of the sticky row numbers: room for the last one, with separators. */
export const gutterWidth = (rowCount: number): number =>
	24 + 8 * Math.max(2, rowCount.toLocaleString("en-US").length);
/** Rows drawn above and below what is seen. */
const OVERSCAN = 3;
/** Milliseconds without scrolling after which the scrollbar is put where the rows are. */
const SETTLE_MS = 160;

export interface GridParts {
	readonly scroller: HTMLElement;
	readonly spacer: HTMLElement;
	readonly body: HTMLElement;
	readonly gutter: HTMLElement;
}

export interface GridSource {
	readonly rowCount: number;
	readonly variables: readonly VariableInfo[];
	readonly fetchWindow: FetchWindow;
	readonly onColumns: (first: number, end: number) => void;
	readonly onError: (error: unknown) => void;
}

/** Cells from one corner to another, for copying and picking; `to` is the active one. */
export interface Marked {
	readonly from: GridCell;
	readonly to: GridCell;
}

/** Draws the rows that are seen as one scrolls. Scrolling by less than two views moves the rows by the same pixels, whatever the scale. */
export class GridView {
	readonly cache: WindowCache;
	readonly gutterWidth: number;
	readonly #rows: GridRows;
	#scale = new ScrollScale(0, 0);
	#layout: ColumnLayout;
	#isPicked: (rowNumber: number) => boolean = () => false;
	#marked: Marked = { from: { row: 0, column: 0 }, to: { row: 0, column: 0 } };
	#scrollTop = 0;
	#contentTop = 0;
	#direction = 1;
	#viewHeight = 0;
	#viewWidth = 0;
	#columns: [number, number] = [0, 0];
	#settling: ReturnType<typeof setTimeout> | undefined;
	#frame = 0;

	constructor(
		readonly parts: GridParts,
		readonly source: GridSource,
		layout: ColumnLayout,
		prefix: string,
	) {
		this.#layout = layout;
		this.gutterWidth = gutterWidth(source.rowCount);
		this.cache = new WindowCache(source.rowCount, source.fetchWindow, () => this.drawSoon(), source.onError);
		const pages = { page: (row: number) => this.cache.page(row), pageRows: PAGE };
		this.#rows = new GridRows(parts.body, parts.gutter, source.variables, pages, prefix);
	}

	close(): void {
		this.cache.close();
		clearTimeout(this.#settling);
		cancelAnimationFrame(this.#frame);
		this.parts.body.replaceChildren();
		this.parts.gutter.replaceChildren();
	}

	get pageRows(): number {
		return Math.max(1, Math.floor(this.#viewHeight / ROW_HEIGHT) - 1);
	}

	get marked(): Marked {
		return this.#marked;
	}

	/** The size of what is seen; the first row stays where it is. */
	resize(width: number, height: number): void {
		this.#viewWidth = Math.max(0, width - this.gutterWidth);
		this.#viewHeight = Math.max(0, height - HEADER_HEIGHT);
		this.#scale = new ScrollScale(this.source.rowCount * ROW_HEIGHT, this.#viewHeight);
		this.parts.spacer.style.height = `${HEADER_HEIGHT + this.#scale.scrollHeight}px`;
		this.#contentTop = this.#scale.clampContent(this.#contentTop);
		this.#settle();
	}

	setLayout(layout: ColumnLayout): void {
		this.#layout = layout;
		this.#drawAgain(true);
	}

	setPicked(isPicked: (rowNumber: number) => boolean): void {
		this.#isPicked = isPicked;
		this.drawSoon();
	}

	mark(marked: Marked): void {
		this.#marked = marked;
		this.reveal(marked.to);
		this.drawSoon();
	}

	scrolled(): void {
		const { scrollTop } = this.parts.scroller;
		const moved = scrollTop - this.#scrollTop;
		this.#scrollTop = scrollTop;
		if (moved !== 0) this.#direction = Math.sign(moved);
		const isFar = Math.abs(moved) > 2 * this.#viewHeight;
		const end = this.#scale.scrollHeight - this.#viewHeight;
		this.#contentTop =
			isFar || scrollTop <= 0 || scrollTop >= end
				? this.#scale.toContent(scrollTop)
				: this.#scale.clampContent(this.#contentTop + moved);
		this.#drawAgain();
		clearTimeout(this.#settling);
		this.#settling = setTimeout(() => this.#settle(), SETTLE_MS);
	}

	/** Scrolls as little as it takes to see the cell. */
	reveal({ row, column }: GridCell): void {
		const top = row * ROW_HEIGHT;
		const lowest = top - (this.#viewHeight - ROW_HEIGHT);
		const wanted = Math.max(lowest, Math.min(this.#contentTop, top));
		if (row >= 0 && wanted !== this.#contentTop) {
			this.#direction = Math.sign(wanted - this.#contentTop);
			this.#contentTop = this.#scale.clampContent(wanted);
			this.#settle();
		}
		const left = this.#layout.left(column);
		const { scroller } = this.parts;
		const leftmost = left + (this.#layout.widths[column] ?? 0) - this.#viewWidth;
		scroller.scrollLeft = Math.min(left, Math.max(scroller.scrollLeft, leftmost));
	}

	/** The cell at a place of the window; the nearest one outside. */
	cellAt(clientX: number, clientY: number): GridCell {
		const { left, top } = this.parts.scroller.getBoundingClientRect();
		const y = clientY - top - HEADER_HEIGHT + this.#contentTop;
		const x = clientX - left - this.gutterWidth + this.parts.scroller.scrollLeft;
		const row = Math.min(Math.max(0, Math.floor(y / ROW_HEIGHT)), this.source.rowCount - 1);
		return { row, column: this.#layout.at(x) };
	}

	drawSoon(): void {
		cancelAnimationFrame(this.#frame);
		this.#frame = requestAnimationFrame(() => this.#drawAgain());
	}

	/** The scrollbar goes where the rows are. */
	#settle(): void {
		this.#scrollTop = this.#scale.toScroll(this.#contentTop);
		this.parts.scroller.scrollTop = this.#scrollTop;
		this.#drawAgain();
	}

	#drawAgain(relaid = false): void {
		const { rowCount } = this.source;
		const { from, to } = this.#marked;
		const top = this.#contentTop;
		const first = Math.max(0, Math.floor(top / ROW_HEIGHT) - OVERSCAN);
		const end = Math.min(rowCount, Math.ceil((top + this.#viewHeight) / ROW_HEIGHT) + OVERSCAN);
		const [firstColumn, endColumn] = this.#layout.visible(this.parts.scroller.scrollLeft, this.#viewWidth);
		this.#rows.setColumns(firstColumn, endColumn, this.#layout, relaid);
		this.#rows.draw(first, end, this.#scrollTop - top, this.#layout, {
			active: to,
			marked: {
				rows: [Math.min(from.row, to.row), Math.max(from.row, to.row) + 1],
				columns: [Math.min(from.column, to.column), Math.max(from.column, to.column) + 1],
			},
			isPicked: this.#isPicked,
		});
		const ahead = PAGE / 2;
		this.cache.want(
			Math.max(0, first - (this.#direction < 0 ? ahead : 0)),
			end + (this.#direction > 0 ? ahead : 0),
			firstColumn,
			endColumn,
		);
		const isActiveSeen = to.row >= first && to.row < end && to.column >= firstColumn && to.column < endColumn;
		const activeId = to.row === -1 || isActiveSeen ? this.#rows.idOf(to) : "";
		const { scroller } = this.parts;
		if ((scroller.getAttribute("aria-activedescendant") ?? "") !== activeId) {
			if (activeId === "") scroller.removeAttribute("aria-activedescendant");
			else scroller.setAttribute("aria-activedescendant", activeId);
		}
		if (firstColumn !== this.#columns[0] || endColumn !== this.#columns[1]) {
			this.#columns = [firstColumn, endColumn];
			this.source.onColumns(firstColumn, endColumn);
		}
	}
}
