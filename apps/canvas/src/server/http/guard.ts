import { createHash, timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";

/** regl compiles its draw calls with Function, and regl-scatterplot starts its index as a blob: worker; nothing but our own script runs either. */
const CONTENT_SECURITY_POLICY = [
	"default-src 'none'",
	"script-src 'self' 'unsafe-eval'",
	"worker-src 'self' blob:",
	"style-src 'self' 'unsafe-inline'",
	"img-src 'self' data: blob:",
	"font-src 'self'",
	"connect-src 'self'",
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
].join("; ");

const HEADERS: Readonly<Record<string, string>> = {
	"Content-Security-Policy": CONTENT_SECURITY_POLICY,
	"X-Content-Type-Options": "nosniff",
	"Referrer-Policy": "no-referrer",
	"Cross-Origin-Opener-Policy": "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"X-Frame-Options": "DENY",
	"Cache-Control": "no-store",
};

/**
 * Lets in only who speaks to this server by its own name, from its own page or from no page, and knows the token. What is wrong is not told.
 *
 * | refused with | |
 * | --- | --- |
 * | 421 | a Host that is not 127.0.0.1:PORT or localhost:PORT: a foreign name that was made to point here |
 * | 403 | an Origin that is not this server's, "null" included; a Sec-Fetch-Site other than same-origin and none |
 * | 404 | a path without the token |
 * | 405 | methods other than GET, HEAD and POST |
 */
export function guard({ port, token }: { port: () => number; token: string }): MiddlewareHandler {
	return async (context, next) => {
		const { req } = context;
		const hosts = [`127.0.0.1:${port()}`, `localhost:${port()}`];
		const host = req.header("Host")?.toLowerCase();
		const origin = req.header("Origin")?.toLowerCase();
		const site = req.header("Sec-Fetch-Site");
		for (const [name, value] of Object.entries(HEADERS)) context.header(name, value);
		if (host === undefined || !hosts.includes(host)) return context.text("Misdirected request", 421);
		if (origin !== undefined && !hosts.some((name) => origin === `http://${name}`))
			return context.text("Forbidden", 403);
		if (site !== undefined && site !== "same-origin" && site !== "none")
			return context.text("Forbidden", 403);
		if (!["GET", "HEAD", "POST"].includes(req.method)) return context.text("Method not allowed", 405);
		const given = /^\/t\/([\w-]{1,200})(?=\/|$)/.exec(req.path)?.[1];
		if (given === undefined || !isSame(given, token)) return context.text("Not found", 404);
		await next();
	};
}

/** Takes the same time wherever they differ. */
function isSame(a: string, b: string): boolean {
	const digest = (text: string) => createHash("sha256").update(text).digest();
	return timingSafeEqual(digest(a), digest(b));
}
