import { mkdir, readFile, rename, unlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { lock } from "proper-lockfile";

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

	/** Makes this the user's one canvas. @throws CanvasLives */
	async claim(): Promise<void> {
		await mkdir(path.dirname(this.path), { recursive: true, mode: 0o700 });
		try {
			this.#release = await lock(this.path, { realpath: false, stale: 15_000, update: 5_000 });
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw error;
			throw new CanvasLives(await this.#baseUrl());
		}
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
