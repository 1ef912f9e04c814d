import type { DataTableSettings } from "../../contract";
import { PickingWidget } from "./picking-widget";

/** A grid; its order and filters are the page's view of the input, and change nothing in what it passes on. */
export class DataTableWidget extends PickingWidget<DataTableSettings> {
	protected columnsUsed({ sort, filters }: DataTableSettings) {
		return [...sort, ...filters].map(({ column }) => column);
	}
}
