import { useEffect } from "react";
import { sendCommand } from "../store/send-command";

/** Ctrl or ⌘ with Z, Shift+Z or Y, wherever nobody is typing. */
export function useUndoKeys(): void {
	useEffect(() => {
		const onKeyDown = (event: KeyboardEvent) => {
			if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return;
			const key = event.key.toLowerCase();
			if (key !== "z" && key !== "y") return;
			event.preventDefault();
			void sendCommand({ type: key === "y" || event.shiftKey ? "redo" : "undo" });
		};
		addEventListener("keydown", onKeyDown);
		return () => removeEventListener("keydown", onKeyDown);
	}, []);
}

const isTyping = (target: EventTarget | null): boolean =>
	target instanceof HTMLElement && (target.matches("input, textarea") || target.isContentEditable);
