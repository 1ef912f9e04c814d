import { API, type ServerEvent } from "../../contract";
import { afterEvent, BEFORE_ANYTHING, type CanvasState, type Connection } from "./canvas-state";

const TRY_AGAIN_AFTER_MS = 2000;
/** Who does not answer for so long has ended. */
const ENDED_AFTER_MS = 6000;

let state = BEFORE_ANYTHING;
const listeners = new Set<() => void>();

function become(next: CanvasState): void {
	state = next;
	for (const listener of listeners) listener();
}

let events: EventSource | null = null;
let again: ReturnType<typeof setTimeout> | undefined;
let ending: ReturnType<typeof setTimeout> | undefined;

function connectionIs(connection: Connection): void {
	if (connection !== "lost") {
		clearTimeout(ending);
		ending = undefined;
	} else ending ??= setTimeout(() => connectionIs("ended"), ENDED_AFTER_MS);
	if (state.connection !== connection && !(connection === "lost" && state.connection === "ended"))
		become({ ...state, connection });
}

/** Each of our addresses is of one run of the canvas: another run has another token, so an answer that is none of ours means that ours has ended. */
function connect(): void {
	clearTimeout(again);
	events?.close();
	const made = new EventSource(API.events);
	events = made;
	made.addEventListener("open", () => connectionIs("open"));
	made.addEventListener("error", () => {
		// Where the answer was no event stream the browser does not try again, and elsewhere ever more rarely.
		connectionIs(made.readyState === EventSource.CLOSED ? "ended" : "lost");
		made.close();
		again = setTimeout(connect, TRY_AGAIN_AFTER_MS);
	});
	for (const type of ["workflow", "nodes", "tables", "canvas"] as const)
		made.addEventListener(type, (message) => {
			const event = { type, ...JSON.parse(message.data) } as ServerEvent;
			become(afterEvent(state, event));
		});
}

connect();

/** Tries at once. */
export const reconnect = connect;

export const canvasState = (): CanvasState => state;

export function subscribeToCanvas(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}
