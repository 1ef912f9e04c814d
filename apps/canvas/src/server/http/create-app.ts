import { type AllyeErrorCode, isAllyeError } from "@allye/receiver";
import { type Context, Hono } from "hono";
import { API } from "../../contract";
import type { Canvas } from "../canvas";
import { commandSchema } from "../workflow/workflow-schema";
import { eventStream } from "./event-stream";
import { guard } from "./guard";
import { isJson, jsonBody, notJson, smallBody } from "./json-body";
import { loadRequestSchema } from "./load-request";
import { pageFile } from "./page-files";
import { previewRoutes } from "./preview-routes";
import { tableRoutes } from "./table-routes";

export interface AppOptions {
	readonly canvas: Canvas;
	/** The built page. */
	readonly pageDir: string;
	readonly token: string;
	port(): number;
	/** Fires when the server ends: streams end with it. */
	readonly closing: AbortSignal;
}

/** Everything the server answers, under /t/TOKEN/. GET changes nothing. */
export function createApp({ canvas, pageDir, token, port, closing }: AppOptions): Hono {
	const app = new Hono();
	app.use(guard({ port, token }));
	app.use(smallBody);
	app.use(async (context, next) =>
		context.req.method === "POST" && !isJson(context) ? notJson(context) : next(),
	);
	app.onError((error, context) => errorAnswer(error, context));
	app.notFound((context) => context.text("Not found", 404));

	const at = `/t/${token}`;
	app.get(at, (context) => context.redirect(`${at}/`));
	app.get(`${at}/`, (context) => pageFile(context, pageDir, "index.html"));
	app.get(`${at}/${API.events}`, (context) => eventStream(context, canvas, closing));
	app.post(`${at}/${API.commands}`, async (context) => {
		await canvas.run(await jsonBody(context, commandSchema, "The command"));
		return context.json({ ok: true });
	});
	app.post(`${at}/v1/data-receiver/load`, async (context) => {
		const request = await jsonBody(context, loadRequestSchema, "The notification");
		return context.json(await canvas.loadFor(request));
	});
	app.route(`${at}/api/preview`, previewRoutes(canvas));
	app.route(`${at}/api/tables`, tableRoutes(canvas));
	app.get(`${at}/*`, (context) => pageFile(context, pageDir, context.req.path.slice(at.length + 1)));
	return app;
}

/** 400 where the request makes no sense, 409 where it does but cannot be done. */
export function errorAnswer(error: Error, context: Context): Response {
	const code: AllyeErrorCode | "FAILED" = isAllyeError(error) ? error.code : "FAILED";
	const status = code === "INVALID_ARGUMENT" ? 400 : code === "FAILED" ? 500 : 409;
	return context.json({ ok: false, error: { code, message: error.message } }, status);
}
