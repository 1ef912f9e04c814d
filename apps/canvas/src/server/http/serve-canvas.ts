import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { Canvas } from "../canvas";
import { createApp } from "./create-app";

export interface ServeOptions {
	/** 0 (default): any free one. */
	port?: number;
	pageDir: string;
	/** Default: made up. */
	token?: string;
}

export interface ServedCanvas {
	readonly port: number;
	/** With the token, with a slash at its end. */
	readonly url: string;
	close(): Promise<void>;
}

/** Serves a canvas on 127.0.0.1 and nowhere else. @throws what listening throws, such as EADDRINUSE */
export async function serveCanvas(canvas: Canvas, options: ServeOptions): Promise<ServedCanvas> {
	const { pageDir, token = randomBytes(24).toString("base64url") } = options;
	const closing = new AbortController();
	let port = 0;
	const app = createApp({ canvas, pageDir, token, port: () => port, closing: closing.signal });
	const server = createServer(
		{
			maxHeaderSize: 16 * 1024,
			// Who sends slowly is let go: headers in 5 s, the whole request in 10 s.
			headersTimeout: 5_000,
			requestTimeout: 10_000,
			keepAliveTimeout: 5_000,
			connectionsCheckingInterval: 1_000,
		},
		getRequestListener(app.fetch, { overrideGlobalObjects: false }),
	);
	server.maxConnections = 1_000;
	await listen(server, options.port ?? 0);
	port = (server.address() as AddressInfo).port;
	return {
		port,
		url: `http://127.0.0.1:${port}/t/${token}/`,
		async close() {
			closing.abort();
			const closed = new Promise((resolve) => server.close(resolve));
			server.closeAllConnections();
			await closed;
		},
	};
}

function listen(server: Server, port: number): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, "127.0.0.1", () => {
			server.off("error", reject);
			resolve();
		});
	});
}
