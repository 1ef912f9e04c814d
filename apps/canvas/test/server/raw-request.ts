import { connect, type Socket } from "node:net";

export interface RawAnswer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

/** Sends exactly these bytes, and reads until the server closes; status 0 where it closes without an answer. */
export function rawRequest(port: number, bytes: string | Uint8Array): Promise<RawAnswer> {
	return new Promise((resolve, reject) => {
		const socket = connect(port, "127.0.0.1");
		let answer = "";
		socket.setEncoding("latin1");
		socket.on("data", (text) => {
			answer += text;
		});
		socket.on("error", (error: NodeJS.ErrnoException) =>
			// It answered and closed before all was sent.
			error.code === "ECONNRESET" || error.code === "EPIPE" ? resolve(parsed(answer)) : reject(error),
		);
		socket.on("close", () => resolve(parsed(answer)));
		socket.write(bytes);
	});
}

/** The text of a request that asks the server to close afterwards. */
export function requestText(
	line: string,
	headers: Readonly<Record<string, string | undefined>>,
	body = "",
): string {
	const all = Object.entries({ Connection: "close", ...headers }).filter(([, value]) => value !== undefined);
	return `${line} HTTP/1.1\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`;
}

/** A connection that sends something and then keeps silent. */
export function openConnection(port: number, text = ""): Promise<Socket> {
	return new Promise((resolve, reject) => {
		const socket = connect(port, "127.0.0.1", () => {
			socket.off("error", reject);
			socket.on("error", () => {});
			if (text !== "") socket.write(text);
			resolve(socket);
		});
		socket.once("error", reject);
	});
}

function parsed(answer: string): RawAnswer {
	const [head = "", ...rest] = answer.split("\r\n\r\n");
	const [statusLine = "", ...lines] = head.split("\r\n");
	const headers = Object.fromEntries(
		lines.map((line) => [
			line.slice(0, line.indexOf(":")).toLowerCase(),
			line.slice(line.indexOf(":") + 1).trim(),
		]),
	);
	return { status: Number(statusLine.split(" ")[1] ?? 0), headers, body: rest.join("\r\n\r\n") };
}
