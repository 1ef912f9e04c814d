import { mkdir, readFile, rename, unlink, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import path from "node:path";
import { lock } from "proper-lockfile";

/** A lock that was not renewed for so long was left by a process that is dead. */
const STALE_MS = 10_000;

/** Another canvas of this user lives. */
export class CanvasLives extends Error {
	override readonly name = "CanvasLives";
	constructor(
		/** null where it has not said yet. */
		readonly url: string | null,
	) {
		super(`Your canvas is running already${url === null ? "" : `:\n\n${url}\n`}`);
	}
}

/**
 * Where Python looks for the canvas: `allye_canvas_api.json` in ~/.allye_secrets, whatever directory tables are exchanged in. Source: the Python
 * package 0.1.2, measured.
 */
export class CanvasFile {
	readonly path: string;
	#release: (() => Promise<void>) | null = null;

	constructor(homedir: string) {
		this.path = path.join(homedir, ".allye_secrets", "allye_canvas_api.json");
	}

	/** Makes this the user's one canvas. One that was killed is waited for until its lock is stale: some seconds. @throws CanvasLives */
	async claim(): Promise<void> {
		await mkdir(path.dirname(this.path), { recursive: true, mode: 0o700 });
		const retries = { retries: STALE_MS / 1_000 + 1, factor: 1, minTimeout: 1_000 };
		try {
			this.#release = await this.#lock().catch(async (error: NodeJS.ErrnoException) => {
				if (error.code !== "ELOCKED" || (await answers(await this.#baseUrl()))) throw error;
				return this.#lock(retries);
			});
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw error;
			throw new CanvasLives(await this.#baseUrl());
		}
	}

	#lock(retries?: { retries: number; factor: number; minTimeout: number }) {
		// After a sleep of the machine another may have taken it: then Python speaks to that one, and this one goes on for its pages.
		const onCompromised = () => {
			this.#release = null;
		};
		return lock(this.path, { realpath: false, stale: STALE_MS, update: 2_000, retries, onCompromised });
	}

	/** Tells Python where it is, with the token: so nobody else may read it. */
	async write(url: string): Promise<void> {
		const temporary = `${this.path}.${process.pid}.tmp`;
		await writeFile(temporary, `${JSON.stringify({ base_url: url.replace(/\/$/, "") })}\n`, { mode: 0o600 });
		await rename(temporary, this.path);
	}

	/** Removes it, and lets another canvas be the one. */
	async release(): Promise<void> {
		if (this.#release === null) return;
		await unlink(this.path).catch(() => {});
		await this.#release().catch(() => {});
		this.#release = null;
	}

	async #baseUrl(): Promise<string | null> {
		try {
			const { base_url: url } = JSON.parse(await readFile(this.path, "utf8")) as { base_url?: unknown };
			return typeof url === "string" ? `${url}/` : null;
		} catch {
			return null;
		}
	}
}

/** Whether anybody listens there; false where it is not known where. */
function answers(url: string | null): Promise<boolean> {
	if (url === null || !URL.canParse(url)) return Promise.resolve(false);
	return new Promise((resolve) => {
		const socket = connect(Number(new URL(url).port), "127.0.0.1");
		socket.setTimeout(1_000, () => socket.destroy());
		socket.once("connect", () => {
			resolve(true);
			socket.destroy();
		});
		socket.once("error", () => {});
		socket.once("close", () => resolve(false));
	});
}
