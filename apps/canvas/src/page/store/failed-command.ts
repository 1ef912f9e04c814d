import { useSyncExternalStore } from "react";

export interface FailedCommand {
	readonly code: string;
	readonly message: string;
}

let failed: FailedCommand | null = null;
const listeners = new Set<() => void>();

function become(next: FailedCommand | null): void {
	failed = next;
	for (const listener of listeners) listener();
}

export const failCommand = (error: FailedCommand): void => become(error);
export const forgetFailedCommand = (): void => become(null);

/** The last command that the server refused, until somebody has read it. */
export const useFailedCommand = (): FailedCommand | null =>
	useSyncExternalStore(
		(listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		() => failed,
	);
