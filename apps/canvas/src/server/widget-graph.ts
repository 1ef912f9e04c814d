import type { Message, NodeState, Workflow, WorkflowNode } from "../contract";
import type { HeldTable } from "./tables/held-table";
import { message } from "./widgets/message";
import { PickingWidget } from "./widgets/picking-widget";
import { ReceiverWidget } from "./widgets/receiver-widget";
import type { Widget, WidgetHost } from "./widgets/widget";

export interface WidgetGraphOptions {
	workflow(): Workflow;
	makeWidget(node: WorkflowNode, host: WidgetHost): Widget;
	/** The states of these nodes are others now, or the nodes are gone. */
	onChange(ids: readonly string[]): void;
	/** The tables that widgets have now: all others can be let go. */
	onTables(tables: ReadonlySet<HeldTable>): void;
}

/** A widget for each node of a workflow, and the tables that flow along its links. */
export class WidgetGraph {
	readonly #widgets = new Map<
		string,
		{ node: WorkflowNode; widget: Widget; input: HeldTable | null; link: string | null }
	>();
	#isPassingOn = false;
	#passAgain = false;
	#tables = new Map<string, HeldTable>();

	constructor(private readonly options: WidgetGraphOptions) {}

	/** Ids of the nodes. */
	get ids(): string[] {
		return [...this.#widgets.keys()];
	}

	/** The widget of a node; undefined where there is none. */
	widget(id: string): Widget | undefined {
		return this.#widgets.get(id)?.widget;
	}

	/** A table that a widget puts out or takes in; null where it is not held any more. */
	table(id: string): HeldTable | null {
		return this.#tables.get(id) ?? null;
	}

	/** The tables of the secret directory changed. */
	tablesChanged(): void {
		for (const { widget } of this.#widgets.values()) widget.tablesChanged?.();
	}

	dispose(): void {
		for (const { widget } of this.#widgets.values()) widget.dispose();
		this.#widgets.clear();
	}

	/** Waits until nothing is being loaded, picked or sent. */
	async settled(): Promise<void> {
		for (let again = true; again; ) {
			again = false;
			for (const { widget } of this.#widgets.values())
				if ("settled" in widget) {
					await (widget.settled as Promise<void>);
					again ||= widget.state.status === "working";
				}
		}
	}

	/** The rows of a node's input that are picked there; null where none are, or the input is another table. */
	pickedRows(nodeId: string, table: HeldTable): Uint32Array | null {
		const found = this.#widgets.get(nodeId);
		if (found?.input !== table || !(found.widget instanceof PickingWidget)) return null;
		return found.widget.pickedRows;
	}

	/** Makes the widgets those of the document. */
	reconcile(): void {
		const nodes = new Map(this.options.workflow().nodes.map((node) => [node.id, node]));
		for (const [id, { node, widget }] of this.#widgets) {
			if (nodes.get(id)?.widget === node.widget) continue;
			this.#widgets.delete(id);
			widget.dispose();
			this.options.onChange([id]);
		}
		for (const [id, node] of nodes) {
			const there = this.#widgets.get(id);
			if (there === undefined) {
				const host = { changed: () => this.#widgetChanged(id) };
				this.#widgets.set(id, { node, widget: this.options.makeWidget(node, host), input: null, link: null });
				this.options.onChange([id]);
			} else if (there.node !== node) {
				const before = there.node.settings;
				there.node = node;
				if (before !== node.settings) there.widget.setSettings(node.settings);
			}
		}
		this.#passOn();
	}

	/** The state of a node; null where there is none. */
	stateOf(id: string): NodeState | null {
		const found = this.#widgets.get(id);
		if (found === undefined) return null;
		const { widget, input } = found;
		const { outputs, state } = widget;
		const broken = widget instanceof ReceiverWidget ? this.#brokenBy(id) : [];
		return {
			...state,
			summary: state.summary && this.#precise(id, state.summary),
			status: broken.length > 0 && state.status === "ready" ? "warning" : state.status,
			messages: [...state.messages.map((each) => this.#precise(id, each)), ...broken],
			input: input?.info ?? null,
			outputs: Object.fromEntries(
				Object.entries(outputs).map(([output, table]) => [output, table.info]),
			) as NodeState["outputs"],
		};
	}

	/** Where a message says that there is no input, why: nothing is linked, no rows are selected there, or there is no data yet. */
	#precise(id: string, said: Message): Message {
		if (said.key !== "no-input") return said;
		const { severity } = said;
		const link = this.options.workflow().links.find(({ to }) => to === id);
		if (link === undefined) return said;
		const hasData = this.#widgets.get(link.from)?.widget.outputs.data !== undefined;
		return hasData && link.output === "selected"
			? message(severity, "no-selection", {}, "No rows selected")
			: message(severity, "no-data", {}, "No data yet");
	}

	/** Widgets further on that need a column which the table of this Receiver has not. */
	#brokenBy(id: string): Message[] {
		return this.options.workflow().nodes.flatMap((node) => {
			const missing = this.#widgets.get(node.id)?.widget.missingColumns ?? [];
			if (missing.length === 0 || !this.#sourcesOf(node.id).includes(id)) return [];
			return missing.map((column) =>
				message(
					"warning",
					"breaks-widget",
					{ widget: node.title, column, name: this.#widgets.get(id)?.widget.outputs.data?.info.name ?? "" },
					`${node.title} needs the column "${column}", which this version has not. Choose another there, or load an older version.`,
				),
			);
		});
	}

	/** Nodes that data comes from, the nearest first. */
	#sourcesOf(id: string): string[] {
		const sources = new Map(this.options.workflow().links.map(({ from, to }) => [to, from]));
		const found: string[] = [];
		for (let at = sources.get(id); at !== undefined; at = sources.get(at)) found.push(at);
		return found;
	}

	/** Nodes that take data from one: what they say of it may have changed though they still have none. */
	#targetsOf(id: string): string[] {
		return this.options
			.workflow()
			.links.filter(({ from }) => from === id)
			.map(({ to }) => to);
	}

	#widgetChanged(id: string): void {
		this.options.onChange([id, ...this.#targetsOf(id)]);
		this.#passOn();
	}

	/** Gives each widget the table that its link brings. */
	#passOn(): void {
		this.#passAgain = true;
		if (this.#isPassingOn) return;
		this.#isPassingOn = true;
		try {
			while (this.#passAgain) {
				this.#passAgain = false;
				const sources = new Map(this.options.workflow().links.map((link) => [link.to, link]));
				for (const [id, each] of this.#widgets) {
					const link = sources.get(id);
					const linked = link === undefined ? null : `${link.from} ${link.output}`;
					if (linked !== each.link) {
						each.link = linked;
						this.options.onChange([id]);
					}
					const input = (link && this.#widgets.get(link.from)?.widget.outputs[link.output]) ?? null;
					if (input === each.input) continue;
					each.input = input;
					each.widget.setInput(input);
					this.#passAgain = true;
					this.options.onChange([id, ...this.#sourcesOf(id), ...this.#targetsOf(id)]);
				}
			}
		} finally {
			this.#isPassingOn = false;
		}
		this.#sweep();
	}

	/** Forgets the tables that no widget has any more. */
	#sweep(): void {
		const tables = new Map<string, HeldTable>();
		for (const { widget, input } of this.#widgets.values())
			for (const table of [input, ...Object.values(widget.outputs)]) if (table) tables.set(table.id, table);
		this.#tables = tables;
		this.options.onTables(new Set(tables.values()));
	}
}
