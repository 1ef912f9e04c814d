import type { Message, RowPick } from "../../contract";
import { pickRows } from "../rows/pick-rows";
import { takeRows } from "../rows/take-rows";
import { HeldTable } from "../tables/held-table";
import { counted, errorMessage, message, tableShape } from "./message";
import type { Outputs, Widget, WidgetHost, WidgetState } from "./widget";

/** Passes its input on, and apart from it the rows that are picked in it. */
export abstract class PickingWidget<Settings extends { readonly picked: RowPick | null }>
	implements Widget<Settings>
{
	#input: HeldTable | null = null;
	#selected: HeldTable | null = null;
	/** Row numbers of what is selected. */
	#rows: Uint32Array | null = null;
	#error: Message | null = null;
	/** Counts picks: only the newest one counts. */
	#turn = 0;
	#isPicking = false;
	#settled: Promise<void> = Promise.resolve();

	constructor(
		protected settings: Settings,
		private readonly host: WidgetHost,
	) {}

	/** Names of columns that the settings use. */
	protected abstract columnsUsed(settings: Settings): readonly (string | null)[];

	get outputs(): Outputs {
		return {
			...(this.#input && { data: this.#input }),
			...(this.#selected && { selected: this.#selected }),
		};
	}

	get missingColumns(): readonly string[] {
		const input = this.#input;
		if (input === null) return [];
		const there = new Set(input.info.variables.map(({ name }) => name));
		const used = [...this.columnsUsed(this.settings), ...columnsOf(this.settings.picked)];
		return [...new Set(used)].filter((name) => name !== null && name !== "" && !there.has(name)) as string[];
	}

	get state(): WidgetState {
		const messages = this.#messages();
		const worst = (["error", "warning"] as const).find((severity) =>
			messages.some((each) => each.severity === severity),
		);
		return {
			status: this.#isPicking ? "working" : (worst ?? (this.#input === null ? "idle" : "ready")),
			summary: this.#summary(),
			messages,
			progress: null,
		};
	}

	/** Ends when what is picked is put out. */
	get settled(): Promise<void> {
		return this.#settled;
	}

	/** The rows of the input that are picked; null where none are. */
	get pickedRows(): Uint32Array | null {
		return this.#rows;
	}

	setInput(input: HeldTable | null): void {
		if (input === this.#input) return;
		this.#input = input;
		this.#pick();
	}

	setSettings(settings: Settings): void {
		const before = this.settings;
		this.settings = settings;
		if (JSON.stringify(before.picked) !== JSON.stringify(settings.picked)) this.#pick();
		else this.host.changed();
	}

	cancel(): void {}

	retry(): void {
		this.#pick();
	}

	dispose(): void {
		this.#turn++;
		this.#input = null;
		this.#selected = null;
	}

	#pick(): void {
		const turn = ++this.#turn;
		const input = this.#input;
		const { picked } = this.settings;
		const table = input?.loaded ?? null;
		this.#error = null;
		if (input === null || table === null || picked === null || this.missingColumns.length > 0) {
			this.#set(null, null);
			return;
		}
		this.#isPicking = true;
		this.#settled = (async () => {
			const rows = await pickRows(table, picked);
			if (turn !== this.#turn) return;
			const part = rows.length === 0 ? null : await takeRows(table, rows);
			if (turn !== this.#turn) return;
			const { name, rowCount } = input.info;
			this.#set(rows, part && new HeldTable(part, { name, ofRows: rowCount }));
		})().catch((error: unknown) => {
			if (turn !== this.#turn) return;
			this.#error = errorMessage(error);
			this.#set(null, null);
		});
		this.host.changed();
	}

	#set(rows: Uint32Array | null, selected: HeldTable | null): void {
		this.#isPicking = false;
		this.#rows = rows;
		this.#selected = selected;
		this.host.changed();
	}

	#summary(): Message | null {
		if (this.#input === null) return message("information", "no-input", {}, "No data yet");
		const { rowCount, variables } = this.#input.info;
		if (this.#rows === null) return tableShape(rowCount, variables.length);
		const rows = this.#rows.length;
		const text = `${counted(rows, "row")} of ${rowCount.toLocaleString("en-US")} picked`;
		return message("information", "rows-picked", { rows, ofRows: rowCount }, text);
	}

	#messages(): Message[] {
		const messages = this.missingColumns.map((column) =>
			message(
				"warning",
				"column-missing",
				{ column },
				`The input has no column "${column}". Choose another.`,
			),
		);
		if (this.#error !== null) messages.push(this.#error);
		if (this.#input?.info.isLazy && this.settings.picked !== null)
			messages.push(
				message(
					"warning",
					"lazy-input",
					{},
					"The table's columns stay on disk, so nothing can be picked. Load all of it, or a sample.",
				),
			);
		return messages;
	}
}

function columnsOf(pick: RowPick | null): string[] {
	if (pick?.by === "polygon") return [pick.x, pick.y];
	return pick?.by === "filters" ? pick.filters.map(({ column }) => column) : [];
}
