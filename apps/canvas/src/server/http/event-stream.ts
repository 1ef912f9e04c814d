import type { Context } from "hono";
import type { Canvas } from "../canvas";

/** Says nothing, so that a page that is gone is noticed. */
const HEARTBEAT_MS = 15_000;

/** Server-sent events: all there is to know, then what changes. */
export function eventStream(context: Context, canvas: Canvas, closing: AbortSignal): Response {
	const gone = new AbortController();
	const signal = AbortSignal.any([gone.signal, closing, context.req.raw.signal]);
	const encoder = new TextEncoder();
	const events = canvas.hub.events(canvas.everything(), signal);
	let timer: NodeJS.Timeout | undefined;
	const stream = new ReadableStream<Uint8Array>({
		start(controller) {
			timer = setInterval(() => controller.enqueue(encoder.encode(":\n\n")), HEARTBEAT_MS);
		},
		async pull(controller) {
			const { value, done } = await events.next();
			if (done) {
				clearInterval(timer);
				controller.close();
				return;
			}
			const text = value
				.map(({ type, ...rest }) => `event: ${type}\ndata: ${JSON.stringify(rest)}\n\n`)
				.join("");
			controller.enqueue(encoder.encode(text));
		},
		cancel() {
			clearInterval(timer);
			gone.abort();
		},
	});
	return context.body(stream, 200, { "Content-Type": "text/event-stream; charset=utf-8" });
}
