/** What this browser remembers from one visit to the next; nothing where it is not allowed to. */
export function remembered(name: string): string | null {
	try {
		return localStorage.getItem(`allye.${name}`);
	} catch {
		return null;
	}
}

export function remember(name: string, value: string): void {
	try {
		localStorage.setItem(`allye.${name}`, value);
	} catch {
		// A private window: then it is chosen anew.
	}
}
