import type { ScatterPlotSettings } from "../../contract";
import { PickingWidget } from "./picking-widget";

export class ScatterPlotWidget extends PickingWidget<ScatterPlotSettings> {
	protected columnsUsed({ x, y, color, size }: ScatterPlotSettings) {
		return [x, y, color, size];
	}
}
