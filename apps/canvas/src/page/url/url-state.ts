import { useCallback, useSyncExternalStore } from "react";

/**
 * What is looked at stands in the address behind the #, such as `#node=receiver-1&full=1`: it can be bookmarked, and Back goes back.
 * It says nothing of the data, which is the workflow's.
 */
const read = (): URLSearchParams => new URLSearchParams(location.hash.slice(1));

const listeners = new Set<() => void>();
const tell = () => {
	for (const listener of listeners) listener();
};
addEventListener("hashchange", tell);
addEventListener("popstate", tell);

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

/** Null takes a name out of the address. `replace`: without a step to go back to, for what changes with each letter typed. */
export function setUrl(changes: Readonly<Record<string, string | null>>, { replace = false } = {}): void {
	const params = read();
	for (const [name, value] of Object.entries(changes))
		if (value === null) params.delete(name);
		else params.set(name, value);
	const text = params.toString();
	if (text === read().toString()) return;
	const url = text === "" ? location.pathname + location.search : `#${text}`;
	if (replace) history.replaceState(null, "", url);
	else history.pushState(null, "", url);
	tell();
}

export const urlParam = (name: string): string | null => read().get(name);

export const useUrlParam = (name: string): string | null =>
	useSyncExternalStore(subscribe, () => urlParam(name));

/** A part of a node's view, such as its tab, that stands in the address as `ID.name`. */
export function useNodeUrlParam(
	id: string,
	name: string,
): [value: string | null, set: (value: string | null, options?: { replace?: boolean }) => void] {
	const key = `${id}.${name}`;
	const set = useCallback(
		(value: string | null, options?: { replace?: boolean }) => setUrl({ [key]: value }, options),
		[key],
	);
	return [useUrlParam(key), set];
}
