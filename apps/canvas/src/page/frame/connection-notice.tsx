import { Unplug, X } from "lucide-react";
import { useEffect } from "react";
import { IconButton } from "../parts/icon-button";
import { forgetFailedCommand, useFailedCommand } from "../store/failed-command";
import { useCanvas } from "../store/use-canvas";
import { useWords } from "../words/use-words";
import "./connection-notice.css";

const SHOWN_FOR_MS = 12_000;

/** At the bottom of the window: that the server does not answer just now, or what it refused. */
export function ConnectionNotice() {
	const { say, sayMessage } = useWords();
	const connection = useCanvas((state) => state.connection);
	const failed = useFailedCommand();
	useEffect(() => {
		if (failed === null) return;
		const timer = setTimeout(forgetFailedCommand, SHOWN_FOR_MS);
		return () => clearTimeout(timer);
	}, [failed]);
	return (
		<div className="notices" role="status">
			{connection === "lost" && (
				<p className="notice">
					<Unplug size={16} aria-hidden />
					{say("frame.lost")}
				</p>
			)}
			{failed !== null && (
				<p className="notice notice-error">
					{failed.code === "NOT_REACHED"
						? say("frame.not-reached")
						: sayMessage({ key: failed.code, values: {}, text: failed.message })}
					<IconButton icon={X} label={say("close")} side="top" onClick={forgetFailedCommand} />
				</p>
			)}
		</div>
	);
}
