import { TriangleAlert } from "lucide-react";
import type { LoadChoice, TablePreview } from "../../contract";
import { useWords } from "../words/use-words";
import { loadCostOf } from "./load-cost-of";
import { loadTime } from "./load-rate";
import "./load-cost.css";

/** From here on it is worth saying what else it would cost. */
const LARGE_BYTES = 200e6;

/** What the chosen load takes of the free memory; for a large table also what other choices take, and what weighs most. */
export function LoadCost({ preview, draft }: { preview: TablePreview; draft: LoadChoice }) {
	const { say, format } = useWords();
	const { estimate } = preview;
	const cost = loadCostOf(preview, draft);
	const free = estimate.availableBytes;
	const isLarge = estimate.loadedBytes > LARGE_BYTES || estimate.warnings.length > 0;
	return (
		<div className="load-cost">
			<p className="load-cost-words figures">
				<span>{say("count.shape", { rows: cost.rows, columns: cost.columns })}</span>
				<span>
					{draft.how === "browse"
						? say("receiver.cost.browse")
						: say("receiver.cost", { size: format.bytes(Math.round(cost.bytes)), free: format.bytes(free) })}
				</span>
				<Time bytes={draft.how === "browse" ? 0 : cost.readBytes} />
			</p>
			<div className="load-cost-bar" aria-hidden data-too-much={cost.isTooMuch || undefined}>
				<div style={{ width: `${Math.min(100, (cost.bytes / Math.max(1, free)) * 100)}%` }} />
			</div>
			{cost.isTooMuch && draft.how !== "browse" && (
				<p className="load-cost-warning" title={estimate.warnings.join("\n")}>
					<TriangleAlert size={14} aria-hidden />
					{say("receiver.cost.too-much", {
						rows: cost.rows,
						size: format.bytes(Math.round(cost.bytes)),
						free: format.bytes(free),
						cells: cost.rows * cost.columns,
					})}
				</p>
			)}
			{isLarge && (
				<p className="load-cost-heaviest figures" title={heaviest(preview, 10, format.bytes)}>
					{say("receiver.cost.heaviest", { columns: heaviest(preview, 3, format.bytes) })}
				</p>
			)}
		</div>
	);
}

function Time({ bytes }: { bytes: number }) {
	const { say, format } = useWords();
	const time = loadTime(bytes);
	if (time === null) return null;
	return (
		<span>
			{time === 0
				? say("receiver.cost.at-once")
				: say("receiver.cost.about", { time: format.duration(time) })}
		</span>
	);
}

const heaviest = ({ estimate }: TablePreview, count: number, bytes: (value: number) => string): string =>
	estimate.heaviest
		.slice(0, count)
		.map(({ name, loadedBytes }) => `${name} ${bytes(loadedBytes)}`)
		.join(" · ");
