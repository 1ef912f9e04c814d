import { Unplug } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "../parts/button";
import { CodeToCopy } from "../parts/code-to-copy";
import { reconnect } from "../store/canvas-store";
import { useWords } from "../words/use-words";
import "./ended-notice.css";

/** Over all of the window: the canvas that this page was of is there no more, and how to open it again. */
export function EndedNotice() {
	const { say } = useWords();
	const notice = useRef<HTMLElement>(null);
	useEffect(() => notice.current?.focus(), []);
	return (
		<div className="ended">
			<section
				ref={notice}
				className="ended-notice"
				role="alertdialog"
				aria-labelledby="ended-title"
				aria-describedby="ended-what"
				tabIndex={-1}
			>
				<h2 id="ended-title">
					<Unplug size={18} aria-hidden />
					{say("frame.ended")}
				</h2>
				<p id="ended-what">{say("frame.ended.what")}</p>
				<p>{say("frame.ended.how")}</p>
				<CodeToCopy code="npm run canvas" label={say("frame.ended.command")} />
				<Button onClick={reconnect}>{say("frame.ended.again")}</Button>
			</section>
		</div>
	);
}
