import type { Workflow } from "../../contract";

const STEPS = 200;

/** The workflow as it is, with those before it and those that were undone. Workflows are never changed, so each step is one. */
export class WorkflowHistory {
	#past: Workflow[] = [];
	#future: Workflow[] = [];

	constructor(public present: Workflow) {}

	get canUndo(): boolean {
		return this.#past.length > 0;
	}

	get canRedo(): boolean {
		return this.#future.length > 0;
	}

	/** Takes a step, which undo takes back. */
	change(workflow: Workflow): void {
		this.#past.push(this.present);
		if (this.#past.length > STEPS) this.#past.shift();
		this.#future = [];
		this.present = workflow;
	}

	undo(): void {
		const before = this.#past.pop();
		if (before === undefined) return;
		this.#future.push(this.present);
		this.present = before;
	}

	redo(): void {
		const after = this.#future.pop();
		if (after === undefined) return;
		this.#past.push(this.present);
		this.present = after;
	}
}
