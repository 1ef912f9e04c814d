import type { WorkProgress } from "../../contract";

/** One load or send under way: can be stopped, and tells how far it is and how long it will take. */
export class Work {
	readonly #abort = new AbortController();
	readonly #began = performance.now();
	#progress: WorkProgress = {
		rows: 0,
		totalRows: 0,
		bytes: 0,
		totalBytes: 0,
		elapsedMs: 0,
		leftMs: null,
	};

	get signal(): AbortSignal {
		return this.#abort.signal;
	}

	get progress(): WorkProgress {
		const { rows, totalRows, bytes, totalBytes } = this.#progress;
		const elapsedMs = performance.now() - this.#began;
		const share = totalBytes > 0 ? bytes / totalBytes : totalRows > 0 ? rows / totalRows : 0;
		const leftMs = share > 0.01 && elapsedMs > 300 ? (elapsedMs * (1 - share)) / share : null;
		return { ...this.#progress, elapsedMs, leftMs };
	}

	update(progress: { rows: number; totalRows: number; bytes: number; totalBytes?: number }): void {
		this.#progress = { ...this.#progress, totalBytes: 0, ...progress };
	}

	cancel(): void {
		this.#abort.abort();
	}
}
