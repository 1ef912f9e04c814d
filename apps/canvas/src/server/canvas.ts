import { homedir } from "node:os";
import path from "node:path";
import { createReceiver, type Limits, type Receiver } from "@allye/receiver";
import { createTransmitter, type Transmitter } from "@allye/transmitter";
import type { CanvasInfo, Command, NodeState, ServerEvent, Workflow, WorkflowNode } from "../contract";
import { EventHub, type News } from "./event-hub";
import type { LoadAnswer, LoadRequest } from "./http/load-request";
import { refuse } from "./refuse";
import { sendSampleTable } from "./sample/send-sample-table";
import type { HeldTable } from "./tables/held-table";
import type { ColumnChoices } from "./tables/load-columns";
import { LoadPool } from "./tables/load-pool";
import { Previews } from "./tables/previews";
import { TableDirectory } from "./tables/table-directory";
import { WidgetGraph } from "./widget-graph";
import { DataTableWidget } from "./widgets/data-table-widget";
import { DistributionsWidget } from "./widgets/distributions-widget";
import { ReceiverWidget } from "./widgets/receiver-widget";
import { ScatterPlotWidget } from "./widgets/scatter-plot-widget";
import { TransmitterWidget } from "./widgets/transmitter-widget";
import type { Widget, WidgetHost } from "./widgets/widget";
import { changeWorkflow, nodeOf } from "./workflow/change-workflow";
import { firstWorkflow } from "./workflow/first-workflow";
import { withReceiver } from "./workflow/with-receiver";
import { WorkflowFile } from "./workflow/workflow-file";
import { WorkflowHistory } from "./workflow/workflow-history";

export interface CanvasOptions {
	secretDir?: string;
	limits?: Limits;
	/** Where there is no workflow yet, begin with an empty one instead of the first visit's. */
	isEmpty?: boolean;
	version: string;
	onError?(error: Error): void;
}

/** Python waits a second. */
const ANSWER_MS = 800;

export const EMPTY_WORKFLOW: Workflow = { version: 1, nodes: [], links: [] };

/** The workflow, the widgets that it is made of, and the tables that flow between them. Knows nothing of HTTP. */
export class Canvas {
	readonly receiver: Receiver;
	readonly directory: TableDirectory;
	readonly previews: Previews;
	readonly hub: EventHub;
	readonly info: CanvasInfo;
	readonly #transmitter: Transmitter;
	readonly #pool: LoadPool;
	readonly #file: WorkflowFile;
	readonly #graph: WidgetGraph;
	#history = new WorkflowHistory(EMPTY_WORKFLOW);

	constructor(private readonly options: CanvasOptions) {
		const { secretDir, limits, version, onError } = options;
		this.receiver = createReceiver({ secretDir, limits });
		// The first table then shows, or is sent, without waiting for modules. What fails here fails again, and is told, where there is one.
		this.receiver.preload().catch(() => {});
		this.#transmitter = createTransmitter({ secretDir });
		this.#transmitter.preload().catch(() => {});
		this.previews = new Previews(this.receiver);
		this.directory = new TableDirectory(this.receiver, {
			onChange: () => this.#tablesChanged(),
		});
		this.#pool = new LoadPool(
			this.receiver,
			({ id, table_name, producer }) => this.directory.latest(table_name, producer)?.id === id,
		);
		this.#graph = new WidgetGraph({
			workflow: () => this.workflow,
			makeWidget: (node, host) => this.#makeWidget(node, host),
			onChange: (nodes) => this.hub.tell({ nodes }),
			onTables: (tables) => this.#pool.sweep(tables),
		});
		const dir = this.receiver.secretDir;
		this.#file = new WorkflowFile(path.join(dir, "canvas_workflow.json"), onError);
		this.hub = new EventHub((news) => this.#eventsOf(news));
		this.info = {
			secretDir: dir,
			isDefaultSecretDir: dir === path.join(homedir(), ".allye_secrets"),
			workflowFile: this.#file.path,
			version,
		};
	}

	/** Restores the workflow that was saved, else sets the first one up. */
	async open(): Promise<void> {
		await this.directory.refresh();
		const saved = await this.#file.read();
		if (saved !== null) this.#history = new WorkflowHistory(saved);
		else if (!this.options.isEmpty) {
			if (this.directory.total === 0) await this.#sendSampleTable();
			const iris = this.directory.latest("iris", null);
			this.#history = new WorkflowHistory(firstWorkflow(iris !== null));
			this.#file.save(this.workflow);
		}
		this.directory.start();
		this.#graph.reconcile();
	}

	get workflow(): Workflow {
		return this.#history.present;
	}

	/** A table that a widget puts out or takes in; null where it is not held any more. */
	table(id: string): HeldTable | null {
		return this.#graph.table(id);
	}

	/** The rows of a node's input that are picked there; null where none are, or the input is another table. */
	pickedRows(nodeId: string, table: HeldTable): Uint32Array | null {
		return this.#graph.pickedRows(nodeId, table);
	}

	/** Waits until nothing is being loaded, picked or sent. */
	settled(): Promise<void> {
		return this.#graph.settled();
	}

	/** Roles and kinds that a Receiver's user chose for a schema. */
	overridesOf(nodeId: string | undefined, schemaSha256: string): ColumnChoices {
		const node = this.workflow.nodes.find(({ id }) => id === nodeId);
		return node?.widget === "receiver" ? (node.settings.overrides[schemaSha256] ?? {}) : {};
	}

	/**
	 * Shows a table that was just sent, as send_dataframe asks: in a new Receiver, or in those that have it. Answers before Python gives up waiting;
	 * `loaded` is true only where every one of them has it loaded by then.
	 */
	async loadFor(request: LoadRequest): Promise<LoadAnswer> {
		const { table_name: tableName, create_if_missing, create_new } = request;
		const answerAt = Date.now() + ANSWER_MS;
		await within(answerAt, this.directory.refresh());
		if (this.directory.latest(tableName, null) === null)
			return {
				ok: false,
				error: `no table ${JSON.stringify(tableName)} is ready in ${this.info.secretDir}, the directory of this canvas; send it with secret_dir=${JSON.stringify(this.info.secretDir)}, or start the canvas with the sender's directory`,
			};
		const showing = this.workflow.nodes.filter(
			(node) => node.widget === "receiver" && node.settings.source?.tableName === tableName,
		);
		const created = create_new || (create_if_missing && showing.length === 0);
		if (!created && showing.length === 0)
			return {
				ok: false,
				error: `no Receiver shows ${JSON.stringify(tableName)}, and none was to be created`,
			};
		if (created) {
			const { workflow, id } = withReceiver(this.workflow, tableName);
			this.#change(workflow);
			showing.push(nodeOf(workflow, id));
		}
		const receivers = showing.map(({ id }) => this.#receiverOf(id));
		const followed = receivers.slice(created ? -1 : 0);
		await within(answerAt, Promise.all(followed.map(({ settled }) => settled)));
		return { ok: true, created, loaded: followed.every(({ isLoaded }) => isLoaded) };
	}

	/** The state of every node, by id. */
	get states(): Record<string, NodeState> {
		return Object.fromEntries(this.#graph.ids.map((id) => [id, this.#graph.stateOf(id)!]));
	}

	/** Does what a page asks. Loads and sends begin, and end later. @throws INVALID_ARGUMENT and what else says that it cannot be done */
	async run(command: Command): Promise<void> {
		switch (command.type) {
			case "undo":
				this.#history.undo();
				return this.#documentChanged();
			case "redo":
				this.#history.redo();
				return this.#documentChanged();
			case "load":
				return this.#receiverOf(command.id).load(command.load.allowLarge, () =>
					this.#change(changeWorkflow(this.workflow, command)),
				);
			case "keep":
				return this.#receiverOf(command.id).keep(command.tableName, command.producer);
			case "send":
				return this.#transmitterOf(command.id).send();
			case "cancel":
				return this.#widgetOf(command.id).cancel();
			case "retry":
				return this.#widgetOf(command.id).retry();
			case "refresh":
				return this.directory.refresh();
			case "send-sample-table":
				return this.#sendSampleTable();
			default:
				this.#change(changeWorkflow(this.workflow, command));
		}
	}

	/** The receiver of a node. @throws INVALID_ARGUMENT where it is none */
	#receiverOf(id: string): ReceiverWidget {
		const widget = this.#widgetOf(id);
		if (widget instanceof ReceiverWidget) return widget;
		throw refuse(`${nodeOf(this.workflow, id).title} is no Receiver.`);
	}

	#transmitterOf(id: string): TransmitterWidget {
		const widget = this.#widgetOf(id);
		if (widget instanceof TransmitterWidget) return widget;
		throw refuse(`${nodeOf(this.workflow, id).title} is no Transmitter: it sends nothing.`);
	}

	#widgetOf(id: string): Widget {
		nodeOf(this.workflow, id);
		return this.#graph.widget(id)!;
	}

	/** Everything there is to know, for a page that begins. */
	everything(): News {
		return { workflow: true, canvas: true, tables: true, nodes: new Set(this.#graph.ids) };
	}

	async close(): Promise<void> {
		this.directory.stop();
		this.#graph.dispose();
		await this.#file.flush();
		await this.#pool.close();
		await this.receiver.close();
	}

	async #sendSampleTable(): Promise<void> {
		await sendSampleTable(this.receiver.secretDir);
		await this.directory.refresh();
	}

	#change(workflow: Workflow): void {
		if (JSON.stringify(workflow) === JSON.stringify(this.workflow)) return;
		this.#history.change(workflow);
		this.#documentChanged();
	}

	#documentChanged(): void {
		this.#file.save(this.workflow);
		this.hub.tell({ workflow: true });
		this.#graph.reconcile();
	}

	#makeWidget(node: WorkflowNode, host: WidgetHost): Widget {
		const { receiver, directory } = this;
		switch (node.widget) {
			case "receiver":
				return new ReceiverWidget(node.settings, { receiver, directory, pool: this.#pool }, host) as Widget;
			case "data-table":
				return new DataTableWidget(node.settings, host) as Widget;
			case "scatter-plot":
				return new ScatterPlotWidget(node.settings, host) as Widget;
			case "distributions":
				return new DistributionsWidget(node.settings, host) as Widget;
			case "transmitter":
				return new TransmitterWidget(
					node.settings,
					{ transmitter: this.#transmitter, directory },
					host,
				) as Widget;
		}
	}

	#tablesChanged(): void {
		this.hub.tell({ tables: true });
		this.#graph.tablesChanged();
	}

	#eventsOf({ workflow, canvas, tables, nodes }: News): ServerEvent[] {
		const { canUndo, canRedo } = this.#history;
		const events: ServerEvent[] = [];
		if (canvas) events.push({ type: "canvas", canvas: this.info });
		if (tables) events.push({ type: "tables", tables: this.directory.listings, total: this.directory.total });
		if (workflow) events.push({ type: "workflow", workflow: this.workflow, canUndo, canRedo });
		if (nodes.size > 0) {
			const states = Object.fromEntries([...nodes].map((id) => [id, this.#graph.stateOf(id)]));
			events.push({ type: "nodes", nodes: states });
		}
		return events;
	}
}

/** Waits for work, but not past a moment. What the work throws is let be. */
async function within(moment: number, work: Promise<unknown>): Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<void>((resolve) => {
		timer = setTimeout(resolve, Math.max(0, moment - Date.now()));
	});
	await Promise.race([
		work.then(
			() => {},
			() => {},
		),
		late,
	]);
	clearTimeout(timer);
}
