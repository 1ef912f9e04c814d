import type { Socket } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { CanvasUnderTest } from "./canvas-under-test";
import { openConnection, rawRequest, requestText } from "./raw-request";

let subject: CanvasUnderTest;
let port: number;
let root: string;
let token: string;

beforeAll(async () => {
	subject = await CanvasUnderTest.start();
	port = subject.served.port;
	root = new URL(subject.url).pathname;
	token = root.split("/")[2]!;
});
afterAll(() => subject[Symbol.asyncDispose]());

/** Milliseconds until the server has closed all of them, which send `byte` four times a second. */
async function untilLetGo(sockets: readonly Socket[], byte: string): Promise<number> {
	const timer = setInterval(() => {
		for (const socket of sockets) if (!socket.destroyed) socket.write(byte);
	}, 250);
	await stillAnswers();
	const began = Date.now();
	await Promise.all(
		sockets.map((socket) => {
			socket.resume();
			return new Promise((resolve) => (socket.destroyed ? resolve(null) : socket.on("close", resolve)));
		}),
	);
	clearInterval(timer);
	return Date.now() - began;
}

/** Whatever was done to it: the page comes, whole, in less than a second. */
async function stillAnswers() {
	const began = performance.now();
	const answer = await fetch(subject.url);
	expect(answer.status).toBe(200);
	expect(await answer.text()).toContain("a page for tests");
	expect(performance.now() - began).toBeLessThan(1000);
}
afterEach(stillAnswers);

type Headers = Record<string, string | undefined>;
const host = () => `127.0.0.1:${port}`;
const get = (path: string, headers: Headers = {}) =>
	rawRequest(port, requestText(`GET ${path}`, { Host: host(), ...headers }));

const NODE = { type: "add-node", widget: "receiver", position: { x: 0, y: 0 } };
const command = (body = JSON.stringify({ ...NODE, id: "n" }), headers: Headers = {}) =>
	rawRequest(
		port,
		requestText(
			`POST ${root}api/commands`,
			{
				Host: host(),
				"Content-Type": "application/json",
				"Content-Length": String(Buffer.byteLength(body)),
				...headers,
			},
			body,
		),
	);

describe("who may speak to it", () => {
	test.each([
		["its address", () => host(), 200],
		["localhost", () => `localhost:${port}`, 200],
		["a foreign name", () => `evil.example:${port}`, 421],
		["a name made to point to 127.0.0.1", () => `127.0.0.1.nip.io:${port}`, 421],
		["a name that begins alike", () => `localhost.evil.example:${port}`, 421],
		["another address of this machine", () => `127.0.0.2:${port}`, 421],
		["0.0.0.0", () => `0.0.0.0:${port}`, 421],
		["no port", () => "127.0.0.1", 421],
		["another port", () => `127.0.0.1:${port === 80 ? 81 : 80}`, 421],
		["a name and a password", () => `127.0.0.1:${port}@evil.example`, 400],
	])("Host is %s", async (_, name, status) => {
		expect((await get(root, { Host: name() })).status).toBe(status);
	});

	test("without a Host", async () => {
		expect((await rawRequest(port, requestText(`GET ${root}`, {}))).status).toBe(400);
	});

	test("an absolute address of somewhere else in the first line", async () => {
		const answer = await rawRequest(
			port,
			requestText(`GET http://evil.example${root}`, { Host: "evil.example" }),
		);
		expect([400, 421]).toContain(answer.status);
	});

	test.each([
		["none, as Python", undefined, 200],
		["its own", () => `http://127.0.0.1:${port}`, 200],
		["its own by name", () => `http://localhost:${port}`, 200],
		["null: a sandboxed frame, a file", () => "null", 403],
		["a page elsewhere", () => "https://evil.example", 403],
		["another port of this machine", () => "http://127.0.0.1:1", 403],
		["https of the same address", () => `https://127.0.0.1:${port}`, 403],
		["one that begins alike", () => `http://127.0.0.1:${port}.evil.example`, 403],
		["empty", () => "", 403],
	])("Origin is %s", async (_, origin, status) => {
		const answer = await command('{"type":"undo"}', { Origin: origin?.() });
		expect(answer.status).toBe(status);
		expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
	});

	test.each([
		["same-origin", 200],
		["none", 200],
		["same-site", 403],
		["cross-site", 403],
	])("Sec-Fetch-Site is %s", async (site, status) => {
		expect((await get(root, { "Sec-Fetch-Site": site })).status).toBe(status);
	});

	test.each([
		["none", () => "/"],
		["none, of the interface", () => "/api/events"],
		["a wrong one", () => `/t/${"A".repeat(token.length)}/`],
		["half of it", () => `/t/${token.slice(0, 8)}/`],
		["one letter off", () => `/t/${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}/`],
		["too much of it", () => `/t/${token}x/`],
		["a wrong one, for events", () => `/t/wrong/api/events`],
		["a wrong one, for windows", () => `/t/wrong/api/tables/1/window?start=0&end=1`],
		["one in the query", () => `/?t=${token}`],
	])("the token is %s", async (_, path) => {
		const answer = await get(path());
		expect(answer.status).toBe(404);
		expect(answer.body).not.toContain(token);
	});

	test("a command and a notification with a wrong token", async () => {
		for (const path of ["api/commands", "v1/data-receiver/load"]) {
			const text = requestText(
				`POST /t/wrong/${path}`,
				{ Host: host(), "Content-Type": "application/json", "Content-Length": "2" },
				"{}",
			);
			expect((await rawRequest(port, text)).status).toBe(404);
		}
	});

	test("nobody over the network: it listens on loopback alone", async () => {
		const addresses = Object.values((await import("node:os")).networkInterfaces())
			.flatMap((each) => each ?? [])
			.filter(({ internal, family }) => !internal && family === "IPv4");
		for (const { address } of addresses)
			await expect(fetch(`http://${address}:${port}${root}`)).rejects.toThrow();
	});
});

describe("what may be sent", () => {
	test.each([
		["text/plain, which a form can send", "text/plain", 415],
		["a form", "application/x-www-form-urlencoded", 415],
		["a form with files", "multipart/form-data; boundary=x", 415],
		["JSON in name only", "text/json", 415],
		["no type", undefined, 415],
		["JSON", "application/json", 200],
		["JSON with a character set", "application/json; charset=utf-8", 200],
	])("%s", async (_, type, status) => {
		const before = subject.workflow;
		const answer = await command('{"type":"redo"}', { "Content-Type": type });
		expect(answer.status).toBe(status);
		expect(subject.workflow).toBe(before);
	});

	test.each([
		["no JSON", "{", 400],
		["no command", '{"type":"format-disk"}', 400],
		["a list", "[]", 400],
		["null", "null", 400],
		["too many properties", '{"type":"undo","also":1}', 400],
		["__proto__ as settings", '{"type":"set","id":"x","settings":{"__proto__":{"a":1}}}', 400],
		["an id that is a path", '{"type":"send","id":"../../etc/passwd"}', 400],
		["nothing", "", 400],
	])("a body that is %s", async (_, body, status) => {
		const before = subject.workflow;
		expect((await command(body)).status).toBe(status);
		expect(subject.workflow).toBe(before);
	});

	test("more than 64 KiB, said beforehand", async () => {
		const body = JSON.stringify({ type: "rename-node", id: "x", title: "t".repeat(66_000) });
		expect((await command(body)).status).toBe(413);
	});

	test("more than 64 KiB, in chunks without a length", async () => {
		const chunk = `${(10_000).toString(16)}\r\n${"x".repeat(10_000)}\r\n`;
		const text = requestText(`POST ${root}api/commands`, {
			Host: host(),
			"Content-Type": "application/json",
			"Transfer-Encoding": "chunked",
		});
		expect((await rawRequest(port, `${text}${chunk.repeat(20)}0\r\n\r\n`)).status).toBe(413);
	});

	test("headers of more than 16 KiB", async () => {
		expect((await get(root, { "X-Long": "x".repeat(20_000) })).status).toBe(431);
	});

	test("both a length and chunks, as smugglers do", async () => {
		const answer = await command("0\r\n\r\n", { "Transfer-Encoding": "chunked" });
		expect(answer.status).toBe(400);
	});

	test("bytes that are no HTTP", async () => {
		expect((await rawRequest(port, "\x16\x03\x01\x02\x00\x01\x00\r\n\r\n")).status).toBe(400);
	});

	test.each(["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])("%s", async (method) => {
		const text = requestText(`${method} ${root}api/commands`, {
			Host: host(),
			"Access-Control-Request-Method": "POST",
		});
		const answer = await rawRequest(port, text);
		expect(answer.status).toBe(405);
		expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
	});

	test.each(["api/commands", "v1/data-receiver/load", "api/tables/x/views"])(
		"GET of %s, where only POST does something",
		async (path) => {
			const before = subject.workflow;
			const query = encodeURIComponent(JSON.stringify({ ...NODE, id: "n" }));
			expect((await get(`${root}${path}?${query}`)).status).toBe(404);
			expect(subject.workflow).toBe(before);
		},
	);
});

describe("what can be had", () => {
	test.each([
		"../package.json",
		"..%2fpackage.json",
		"%2e%2e/%2e%2e/canvas-under-test.ts",
		"assets/../../canvas-under-test.ts",
		"assets/..%2f..%2fhttp-safety.test.ts",
		"assets%2fscript.js%00.html",
		"....//....//etc/passwd",
		"..\\..\\canvas-under-test.ts",
		"/etc/passwd",
		"assets/",
		".env",
		"assets/.hidden.js",
	])("not %s", async (path) => {
		const answer = await get(`${root}${path}`);
		expect([400, 404]).toContain(answer.status);
		expect(answer.body).not.toContain("import");
	});

	test("what the page is made of", async () => {
		const answer = await get(`${root}assets/script.js`);
		expect(answer.status).toBe(200);
		expect(answer.headers["content-type"]).toBe("text/javascript; charset=utf-8");
	});

	test("each answer forbids to be framed, sniffed, kept, and to be fetched from elsewhere", async () => {
		for (const path of [root, `${root}nothing`, `${root}api/tables/x/window`, "/"]) {
			const { headers } = await get(path);
			expect(headers["x-content-type-options"]).toBe("nosniff");
			expect(headers["referrer-policy"]).toBe("no-referrer");
			expect(headers["cache-control"]).toBe("no-store");
			expect(headers["cross-origin-resource-policy"]).toBe("same-origin");
			expect(headers["content-security-policy"]).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
			expect(headers["content-security-policy"]).toMatch(/script-src 'self' 'unsafe-eval';/);
			expect(headers["access-control-allow-origin"]).toBeUndefined();
		}
	});
});

describe("who takes up room", () => {
	test("200 connections that say nothing", async () => {
		const sockets = await Promise.all(Array.from({ length: 200 }, () => openConnection(port)));
		await stillAnswers();
		for (const socket of sockets) socket.destroy();
	});

	test("200 event streams", async () => {
		const text = requestText(`GET ${root}api/events`, { Host: host() });
		const sockets = await Promise.all(Array.from({ length: 200 }, () => openConnection(port, text)));
		await subject.until(() => subject.canvas.hub.pageCount === 200);
		await stillAnswers();
		await subject.run({ ...NODE, id: "while-many-listen" } as never);
		await stillAnswers();
		for (const socket of sockets) socket.destroy();
		await subject.until(() => subject.canvas.hub.pageCount === 0);
	});

	test("50 who send their headers letter by letter, let go after some seconds", async () => {
		const text = `GET ${root} HTTP/1.1\r\nHost: ${host()}\r\nX-Slow: `;
		const sockets = await Promise.all(Array.from({ length: 50 }, () => openConnection(port, text)));
		expect(await untilLetGo(sockets, "x")).toBeLessThan(9_000);
	});

	test("20 who send their body letter by letter, let go after some seconds", async () => {
		const text = requestText(`POST ${root}api/commands`, {
			Host: host(),
			"Content-Type": "application/json",
			"Content-Length": "60000",
		});
		const sockets = await Promise.all(Array.from({ length: 20 }, () => openConnection(port, text)));
		expect(await untilLetGo(sockets, " ")).toBeLessThan(15_000);
	});

	test("a page that listens and never reads", async () => {
		const text = requestText(`GET ${root}api/events`, { Host: host() });
		const socket = await openConnection(port, text);
		socket.pause();
		await subject.until(() => subject.canvas.hub.pageCount === 1);
		await subject.run({ ...NODE, id: "unread" } as never);
		for (let i = 0; i < 300; i++)
			await subject.canvas.run({
				type: "rename-node",
				id: "unread",
				title: `${i}${"x".repeat(500)}`,
			});
		await stillAnswers();
		socket.destroy();
		await subject.until(() => subject.canvas.hub.pageCount === 0);
	});
});
