import { useSyncExternalStore } from "react";
import { remember, remembered } from "../url/remembered";

export type Theme = "light" | "dark";

const darkSystem = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();

/** `?theme=`, else what was chosen before, else the system's. */
let chosen = themeOf(new URLSearchParams(location.search).get("theme")) ?? themeOf(remembered("theme"));

function themeOf(text: string | null): Theme | null {
	return text === "light" || text === "dark" ? text : null;
}

function apply(): void {
	if (chosen === null) delete document.documentElement.dataset.theme;
	else document.documentElement.dataset.theme = chosen;
	for (const listener of listeners) listener();
}

darkSystem.addEventListener("change", apply);
apply();

const current = (): Theme => chosen ?? (darkSystem.matches ? "dark" : "light");

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

/** Light or dark, as it is shown now. */
export const useTheme = (): Theme => useSyncExternalStore(subscribe, current);

export function chooseTheme(theme: Theme): void {
	chosen = theme;
	remember("theme", theme);
	apply();
}
