import { API, type ServerEvent } from "../../contract";
import { afterEvent, BEFORE_ANYTHING, type CanvasState, type Connection } from "./canvas-state";

const TRY_AGAIN_AFTER_MS = 2000;

let state = BEFORE_ANYTHING;
const listeners = new Set<() => void>();

function become(next: CanvasState): void {
	state = next;
	for (const listener of listeners) listener();
}

function connect(): void {
	const events = new EventSource(API.events);
	const connectionIs = (connection: Connection) => become({ ...state, connection });
	events.addEventListener("open", () => connectionIs("open"));
	events.addEventListener("error", () => {
		connectionIs("lost");
		// The browser tries again by itself, unless the answer was no event stream.
		if (events.readyState !== EventSource.CLOSED) return;
		events.close();
		setTimeout(connect, TRY_AGAIN_AFTER_MS);
	});
	for (const type of ["workflow", "nodes", "tables", "canvas"] as const)
		events.addEventListener(type, (message) => {
			const event = { type, ...JSON.parse(message.data) } as ServerEvent;
			become({ ...afterEvent(state, event), connection: "open" });
		});
}

connect();

export const canvasState = (): CanvasState => state;

export function subscribeToCanvas(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}
