import type { Context } from "hono";

export const binaryAnswer = (context: Context, bytes: Uint8Array<ArrayBuffer>): Response =>
	context.body(bytes, 200, { "Content-Type": "application/octet-stream" });

export const notHeld = (context: Context, what: string) =>
	context.json(
		{ ok: false, error: { code: "TABLE_NOT_FOUND", message: `${what} is not held any more. Ask again.` } },
		404,
	);
