import { useEffect } from "react";
import { setUrl, urlParam } from "../url/url-state";

const POPUP = "[role=listbox], [role=menu], [role=dialog]";

/** Esc: back from the full window, unless something in it takes the key for itself; then the node has the focus again. */
export function useEscape(): void {
	useEffect(() => {
		let isOfPopup = false;
		// Before a popup has heard the key and gone.
		const onCapture = () => {
			isOfPopup = document.querySelector(POPUP) !== null;
		};
		const onKeyDown = (event: KeyboardEvent) => {
			if (event.key !== "Escape" || event.defaultPrevented || isOfPopup || isSearching(event.target)) return;
			const node = urlParam("node");
			if (urlParam("full") === null) return;
			setUrl({ full: null });
			if (node === null) return;
			requestAnimationFrame(() =>
				document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(node)}"]`)?.focus(),
			);
		};
		addEventListener("keydown", onCapture, { capture: true });
		addEventListener("keydown", onKeyDown);
		return () => {
			removeEventListener("keydown", onCapture, { capture: true });
			removeEventListener("keydown", onKeyDown);
		};
	}, []);
}

/** In a search, Esc clears what was typed first. */
const isSearching = (target: EventTarget | null): boolean =>
	target instanceof HTMLInputElement && target.type === "search" && target.value !== "";
