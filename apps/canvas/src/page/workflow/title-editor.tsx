import { useRef, useState } from "react";
import { sendCommand } from "../store/send-command";
import { useWords } from "../words/use-words";

/** Types a node's name: Enter or leaving keeps it, Esc does not. */
export function TitleEditor({ id, title, onDone }: { id: string; title: string; onDone: () => void }) {
	const { say } = useWords();
	const [text, setText] = useState(title);
	const isDone = useRef(false);
	const finish = (keep: boolean) => {
		if (isDone.current) return;
		isDone.current = true;
		const next = text.trim();
		if (keep && next !== "" && next !== title) void sendCommand({ type: "rename-node", id, title: next });
		onDone();
	};
	return (
		<input
			className="title-editor nodrag nopan nokey"
			aria-label={say("workflow.rename.label", { title })}
			value={text}
			maxLength={100}
			// biome-ignore lint/a11y/noAutofocus: it comes because the user asked to type here
			autoFocus
			onFocus={(event) => event.currentTarget.select()}
			onChange={(event) => setText(event.currentTarget.value)}
			onBlur={() => finish(true)}
			onDoubleClick={(event) => event.stopPropagation()}
			onKeyDown={(event) => {
				event.stopPropagation();
				// While an input method composes, Enter chooses a character.
				if (event.nativeEvent.isComposing) return;
				if (event.key === "Enter") finish(true);
				if (event.key === "Escape") finish(false);
			}}
		/>
	);
}
