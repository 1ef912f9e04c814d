import { mkdir, open, readFile, rename, unlink } from "node:fs/promises";
import path from "node:path";
import type { Workflow } from "../../contract";
import { parseAs } from "../parse-as";
import { withoutSending } from "./change-workflow";
import { checkWorkflow } from "./check-workflow";
import { workflowSchema } from "./workflow-schema";

const DELAY_MS = 200;

/** Where a workflow is kept: written a moment after it changed, as a whole or not at all, and readable by its owner only. */
export class WorkflowFile {
	#latest: Workflow | null = null;
	#timer: NodeJS.Timeout | undefined;
	#writing: Promise<void> = Promise.resolve();

	constructor(
		readonly path: string,
		private readonly onError: (error: Error) => void = () => {},
	) {}

	/**
	 * The workflow that was saved, which sends nothing by itself; null where none was. A file that is none is put aside, with the time in its name.
	 *
	 * @throws what the operating system says, other than that there is no file
	 */
	async read(): Promise<Workflow | null> {
		let text: string;
		try {
			text = await readFile(this.path, "utf8");
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
			throw error;
		}
		try {
			const workflow = parseAs(workflowSchema, JSON.parse(text), "The workflow");
			checkWorkflow(workflow);
			return withoutSending(workflow);
		} catch (error) {
			const aside = `${this.path}.unreadable-${Date.now()}`;
			await rename(this.path, aside);
			this.onError(
				new Error(`${this.path} is no workflow, and was renamed to ${path.basename(aside)}.`, {
					cause: error,
				}),
			);
			return null;
		}
	}

	/** Writes it soon; of several in a row the last one. */
	save(workflow: Workflow): void {
		this.#latest = workflow;
		this.#timer ??= setTimeout(() => void this.flush(), DELAY_MS);
	}

	/** Writes what was not written yet, and waits for it. */
	async flush(): Promise<void> {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		const workflow = this.#latest;
		this.#latest = null;
		if (workflow !== null)
			this.#writing = this.#writing.then(() => this.#write(workflow)).catch(this.onError);
		await this.#writing;
	}

	async #write(workflow: Workflow): Promise<void> {
		await mkdir(path.dirname(this.path), { recursive: true, mode: 0o700 });
		const temporary = `${this.path}.${process.pid}.tmp`;
		const file = await open(temporary, "w", 0o600);
		try {
			await file.writeFile(`${JSON.stringify(workflow, null, "\t")}\n`);
			await file.close();
			await rename(temporary, this.path);
		} catch (error) {
			await file.close().catch(() => {});
			await unlink(temporary).catch(() => {});
			throw error;
		}
	}
}
