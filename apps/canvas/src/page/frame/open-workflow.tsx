import { FolderOpen } from "lucide-react";
import { useRef } from "react";
import type { Workflow } from "../../contract";
import { IconButton } from "../parts/icon-button";
import { failCommand } from "../store/failed-command";
import { sendCommand } from "../store/send-command";
import { setUrl } from "../url/url-state";
import { useWords } from "../words/use-words";

/** Puts a saved workflow in place of this one; it can be undone. */
export function OpenWorkflow() {
	const { say } = useWords();
	const input = useRef<HTMLInputElement>(null);
	const open = async (file: File) => {
		try {
			// Whether it is one is for the server to say.
			const workflow = JSON.parse(await file.text()) as Workflow;
			if ((await sendCommand({ type: "open-workflow", workflow })).ok)
				setUrl({ node: null, pin: null, full: null });
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			failCommand({
				code: "INVALID_ARGUMENT",
				message: say("frame.open.invalid", { file: file.name, reason }),
			});
		}
	};
	return (
		<>
			<IconButton
				icon={FolderOpen}
				label={say("frame.open")}
				side="right"
				onClick={() => input.current?.click()}
			/>
			<input
				ref={input}
				type="file"
				accept=".json,application/json"
				hidden
				aria-label={say("frame.open")}
				onChange={({ currentTarget }) => {
					const file = currentTarget.files?.[0];
					// So that the same file can be chosen again.
					currentTarget.value = "";
					if (file !== undefined) void open(file);
				}}
			/>
		</>
	);
}
