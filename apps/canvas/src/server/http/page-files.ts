import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Context } from "hono";

const TYPES: Readonly<Record<string, string>> = {
	".html": "text/html; charset=utf-8",
	".js": "text/javascript; charset=utf-8",
	".css": "text/css; charset=utf-8",
	".svg": "image/svg+xml",
	".png": "image/png",
	".ico": "image/x-icon",
	".woff2": "font/woff2",
	".json": "application/json",
	".map": "application/json",
};

/** A file of the built page. Only plain names, at the top or in assets/, are looked for. */
export async function pageFile(context: Context, pageDir: string, name: string): Promise<Response> {
	const plain = /^(?:assets\/)?[\w-][\w.-]*$/.test(name);
	const type = TYPES[path.extname(name)];
	if (!plain || type === undefined) return context.text("Not found", 404);
	try {
		const bytes = await readFile(path.join(pageDir, name));
		return context.body(new Uint8Array(bytes), 200, { "Content-Type": type });
	} catch {
		return context.text(
			name === "index.html" ? "The page is not built. Run: npm run build" : "Not found",
			404,
		);
	}
}
