import { type Context, Hono } from "hono";
import { encodeTableWindow } from "../../contract";
import type { Canvas } from "../canvas";
import { refuse } from "../refuse";
import { binaryAnswer, notHeld } from "./binary-answer";
import { windowQuery } from "./window-query";

/** Tables that are not loaded. */
export function previewRoutes(canvas: Canvas): Hono {
	const routes = new Hono();

	const found = (context: Context) => {
		const { tableName, producer = null, eventId, node } = context.req.query();
		if (tableName === undefined) throw refuse("tableName is missing.");
		const versions = canvas.directory.versions(tableName, producer);
		const event = eventId === undefined ? versions.at(-1) : versions.find(({ id }) => id === eventId);
		if (event === undefined) return null;
		const overrides = canvas.overridesOf(node, event.payload?.schema_sha256 ?? "");
		return { event, overrides, versions };
	};

	routes.get("/", async (context) => {
		const table = found(context);
		if (table === null) return notHeld(context, "This table");
		return context.json(await canvas.previews.preview(table.event, table.overrides, table.versions));
	});

	routes.get("/rows", async (context) => {
		const table = found(context);
		if (table === null) return notHeld(context, "This table");
		const { event, overrides } = table;
		const columns = event.payload?.shape[1] ?? 0;
		const window = await canvas.previews.rows(event, overrides, windowQuery(context, columns));
		return binaryAnswer(context, encodeTableWindow(window));
	});

	routes.get("/profile", async (context) => {
		const table = found(context);
		if (table === null) return notHeld(context, "This table");
		return context.json(await canvas.previews.profile(table.event, table.overrides));
	});

	return routes;
}
