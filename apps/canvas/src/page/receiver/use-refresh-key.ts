import { useCallback } from "react";
import { sendCommand } from "../store/send-command";

/** R, anywhere in the element that gets this ref, unless somebody types: the server looks again at the secret directory. */
export function useRefreshKey(): (element: HTMLElement | null) => (() => void) | undefined {
	return useCallback((element: HTMLElement | null) => {
		const onKeyDown = (event: KeyboardEvent) => {
			if (event.key.toLowerCase() !== "r" || event.ctrlKey || event.metaKey || event.altKey) return;
			if (event.target instanceof HTMLElement && event.target.matches("input, textarea, [role=combobox]"))
				return;
			event.preventDefault();
			void sendCommand({ type: "refresh" });
		};
		element?.addEventListener("keydown", onKeyDown);
		return () => element?.removeEventListener("keydown", onKeyDown);
	}, []);
}
