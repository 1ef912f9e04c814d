import type { DistributionsSettings } from "../../contract";
import { PickingWidget } from "./picking-widget";

export class DistributionsWidget extends PickingWidget<DistributionsSettings> {
	protected columnsUsed({ column, splitBy }: DistributionsSettings) {
		return [column, splitBy];
	}
}
