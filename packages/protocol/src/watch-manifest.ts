import { type FSWatcher, watch } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import type { SecretDir } from "./secret-dir";

/** How a manifest is watched. */
export interface WatchOptions {
	/** Ends the iteration; it does not throw. */
	signal?: AbortSignal;
	/** Milliseconds between two looks at the file, behind the operating system's notices. Default: 1000 */
	pollMs?: number;
}

/**
 * Yields once at the start, then whenever the manifest may have changed, also by being made, replaced or deleted. Changes
 * during the consumer's work come as one. The operating system's notices are used where they come; the poll finds the rest, such
 * as a secret directory that did not exist.
 */
export async function* watchManifest(
	dir: Pick<SecretDir, "path" | "manifestPath">,
	options: WatchOptions = {},
): AsyncGenerator<void, void, void> {
	const { signal, pollMs = 1000 } = options;
	if (signal?.aborted) return;
	let changed = true;
	let wake = () => {};
	const notice = () => {
		changed = true;
		wake();
	};
	const notices = new DirectoryNotices(dir.path, path.basename(dir.manifestPath), notice);
	let known = await fingerprint(dir);
	await notices.attach(known.directory);
	const poll = async () => {
		const now = await fingerprint(dir);
		await notices.attach(now.directory);
		if (now.directory !== known.directory || now.manifest !== known.manifest) notice();
		known = now;
		if (!notices.closed) timer = setTimeout(poll, pollMs);
	};
	let timer = setTimeout(poll, pollMs);
	signal?.addEventListener("abort", notice);
	try {
		while (!signal?.aborted) {
			if (changed) {
				changed = false;
				yield;
			} else {
				await new Promise<void>((resolve) => {
					wake = resolve;
				});
			}
		}
	} finally {
		signal?.removeEventListener("abort", notice);
		clearTimeout(timer);
		notices.close();
	}
}

/** Changes wherever the directory or the manifest in it may have; "" where they are not there. */
async function fingerprint(dir: Pick<SecretDir, "path" | "manifestPath">) {
	const [directory, manifest] = await Promise.all(
		[dir.path, dir.manifestPath].map((each) => stat(each, { bigint: true }).catch(() => null)),
	);
	return {
		directory: directory ? `${directory.dev}:${directory.ino}` : "",
		manifest: manifest ? `${manifest.dev}:${manifest.ino}:${manifest.size}:${manifest.mtimeNs}` : "",
	};
}

/** The operating system's notices about one file in a directory, attached anew when that is another directory. */
class DirectoryNotices {
	closed = false;
	readonly #path: string;
	readonly #fileName: string;
	readonly #onNotice: () => void;
	#watcher: FSWatcher | null = null;
	#attachedTo = "";

	constructor(path: string, fileName: string, onNotice: () => void) {
		this.#path = path;
		this.#fileName = fileName;
		this.#onNotice = onNotice;
	}

	/** `directory` identifies what is at the path now; "" where nothing is. */
	async attach(directory: string): Promise<void> {
		if (this.closed || directory === this.#attachedTo) return;
		this.#watcher?.close();
		this.#watcher = null;
		this.#attachedTo = directory;
		if (directory === "") return;
		try {
			this.#watcher = watch(this.#path, (_event, fileName) => {
				if (fileName === null || fileName === this.#fileName) this.#onNotice();
			});
			// It went away, or the system has no more watches to give: the poll goes on.
			this.#watcher.on("error", () => this.#watcher?.close());
		} catch {
			this.#watcher = null;
		}
	}

	close(): void {
		this.closed = true;
		this.#watcher?.close();
	}
}
