import { Progress } from "@base-ui/react/progress";
import type { WorkProgress } from "../../contract";
import { useWords } from "../words/use-words";
import "./progress-bar.css";

/** How far a load or a send is: a bar, rows, rate and time left. Of the same height whatever is known. */
export function ProgressBar({ progress, label }: { progress: WorkProgress; label: string }) {
	const { say, format } = useWords();
	const { rows, totalRows, bytes, totalBytes, elapsedMs, leftMs } = progress;
	const share = totalRows > 0 ? rows / totalRows : totalBytes > 0 ? bytes / totalBytes : null;
	const rate = elapsedMs > 200 ? (rows / elapsedMs) * 1000 : null;
	return (
		<Progress.Root
			className="progress"
			value={share === null ? null : Math.min(100, share * 100)}
			aria-label={label}
		>
			<Progress.Track className="progress-track">
				<Progress.Indicator className="progress-indicator" />
			</Progress.Track>
			<p className="progress-words figures">
				<span>{say("progress.rows", { rows, total: totalRows })}</span>
				<span>{rate !== null && say("progress.rate", { rate: Number(rate.toPrecision(2)) })}</span>
				<span>{leftMs !== null && say("progress.left", { time: format.duration(leftMs) })}</span>
			</p>
		</Progress.Root>
	);
}
