import { ArrowDownToLine, ArrowUpFromLine, ChartColumn, ChartScatter, Table2 } from "lucide-react";
import type { WidgetName } from "../../contract";

export const WIDGET_ICONS = {
	receiver: ArrowDownToLine,
	"data-table": Table2,
	"scatter-plot": ChartScatter,
	distributions: ChartColumn,
	transmitter: ArrowUpFromLine,
} as const;

export function WidgetIcon({ widget, size = 20 }: { widget: WidgetName; size?: number }) {
	const Icon = WIDGET_ICONS[widget];
	return <Icon size={size} strokeWidth={1.75} aria-hidden />;
}
