import { type Context, Hono } from "hono";
import { encodePlotPoints, encodeTableWindow } from "../../contract";
import type { Canvas } from "../canvas";
import { refuse } from "../refuse";
import { distribution, sampledDistribution } from "../rows/distribution";
import { plotPoints } from "../rows/plot-points";
import { plotSample } from "../rows/plot-sample";
import { keptView, makeView } from "../rows/row-view";
import { profileOf } from "../rows/table-profile";
import { tableWindow } from "../rows/table-window";
import { rowViewSchema } from "../workflow/workflow-schema";
import { binaryAnswer, notHeld } from "./binary-answer";
import { jsonBody } from "./json-body";
import { windowQuery } from "./window-query";

/** Rows, points and bars of tables that the server holds. */
export function tableRoutes(canvas: Canvas): Hono {
	const routes = new Hono();
	const heldOf = (context: Context) => canvas.table(context.req.param("id") ?? "");

	routes.get("/:id/window", async (context) => {
		const held = heldOf(context);
		if (held === null) return notHeld(context, "This table");
		const name = context.req.query("view");
		const view = name === undefined ? undefined : keptView(held, name);
		if (name !== undefined && view === undefined) return notHeld(context, "This view");
		const query = windowQuery(context, held.info.variables.length);
		return binaryAnswer(context, encodeTableWindow(await tableWindow(held.table, { ...query, view })));
	});

	routes.post("/:id/views", async (context) => {
		const held = heldOf(context);
		if (held === null) return notHeld(context, "This table");
		return context.json(await makeView(held, await jsonBody(context, rowViewSchema, "The view")));
	});

	routes.get("/:id/points", async (context) => {
		const held = heldOf(context);
		if (held === null) return notHeld(context, "This table");
		const { x, y, color = null, size = null, node } = context.req.query();
		if (x === undefined || y === undefined) throw refuse("x and y must name columns.");
		const picked = node === undefined ? null : canvas.pickedRows(node, held);
		const points =
			held.loaded === null
				? await plotSample(held, { x, y, color, size }, context.req.raw.signal)
				: await plotPoints(held.loaded, { x, y, color, size, picked });
		return binaryAnswer(context, encodePlotPoints(points));
	});

	routes.get("/:id/distribution", async (context) => {
		const held = heldOf(context);
		if (held === null) return notHeld(context, "This table");
		const { column, splitBy = null } = context.req.query();
		if (column === undefined) throw refuse("column must name one.");
		return context.json(
			held.loaded === null
				? await sampledDistribution(held, column, splitBy, context.req.raw.signal)
				: await distribution(held.loaded, column, splitBy),
		);
	});

	routes.get("/:id/profile", async (context) => {
		const held = heldOf(context);
		if (held === null) return notHeld(context, "This table");
		const table = inMemory(held);
		held.profile ??= profileOf(table, "all rows");
		return context.json(await held.profile);
	});

	return routes;
}

function inMemory({ loaded }: NonNullable<ReturnType<Canvas["table"]>>) {
	if (loaded !== null) return loaded;
	throw refuse("The table's columns stay on disk. Load all of it, or a sample, first.");
}
