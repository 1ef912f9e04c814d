import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { z } from "zod";
import { parseAs } from "../parse-as";
import { refuse } from "../refuse";

const MAX_BYTES = 64 * 1024;

/** Refuses larger bodies with 413. */
export const smallBody = bodyLimit({
	maxSize: MAX_BYTES,
	onError: (context) =>
		context.json({ ok: false, error: failure("The request is larger than 64 KiB.") }, 413),
});

const failure = (message: string) => ({ code: "INVALID_ARGUMENT", message });

/** Whether the body says that it is JSON: what a page elsewhere cannot say without asking first. */
export function isJson(context: Context): boolean {
	return /^application\/json\s*(;.*)?$/i.test(context.req.header("Content-Type") ?? "");
}

export const notJson = (context: Context) =>
	context.json({ ok: false, error: failure("The request must be application/json.") }, 415);

/** @throws INVALID_ARGUMENT where the body is no JSON, or not what the schema says */
export async function jsonBody<T>(context: Context, schema: z.ZodType<T>, what: string): Promise<T> {
	let value: unknown;
	try {
		value = JSON.parse(await context.req.text());
	} catch {
		throw refuse(`${what} is no JSON.`);
	}
	return parseAs(schema, value, what);
}
