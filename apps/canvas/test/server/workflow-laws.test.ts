import fc from "fast-check";
import { expect, test } from "vitest";
import {
	type Command,
	DEFAULT_SETTINGS,
	WIDGET_PORTS,
	type WidgetName,
	type Workflow,
} from "../../src/contract";
import { type Change, changeWorkflow } from "../../src/server/workflow/change-workflow";
import { WorkflowHistory } from "../../src/server/workflow/workflow-history";
import { commandSchema } from "../../src/server/workflow/workflow-schema";

const WIDGETS = Object.keys(WIDGET_PORTS) as WidgetName[];
const EMPTY: Workflow = { version: 1, nodes: [], links: [] };

const id = fc.constantFrom("a", "b", "c", "d", "e", "f");
const linkId = fc.constantFrom("1", "2", "3", "4", "5");
const position = fc.record({ x: fc.integer({ min: -500, max: 500 }), y: fc.integer() });
const settings = fc.oneof(
	fc.record({ tableName: fc.string() }),
	fc.record({ x: fc.option(fc.string()), y: fc.option(fc.string()) }),
	fc.record({
		picked: fc.option(
			fc.record({
				by: fc.constant("rows"),
				ranges: fc.constantFrom(
					[],
					[[0, 3]],
					[[3, 1]],
					[
						[0, 4],
						[2, 9],
					],
				),
			}),
		),
	}),
	fc.record({ sendAutomatically: fc.boolean() }),
	fc.record({ nonsense: fc.string() }),
);
const change = fc.oneof(
	{
		weight: 3,
		arbitrary: fc.record({
			type: fc.constant("add-node"),
			id,
			widget: fc.constantFrom(...WIDGETS),
			position,
		}),
	},
	{
		weight: 4,
		arbitrary: fc.record({
			type: fc.constant("add-link"),
			id: linkId,
			from: id,
			output: fc.constantFrom("data", "selected"),
			to: id,
		}),
	},
	fc.record({ type: fc.constant("move-nodes"), positions: fc.dictionary(id, position) }),
	fc.record({ type: fc.constant("rename-node"), id, title: fc.string() }),
	fc.record({
		type: fc.constant("delete"),
		nodes: fc.array(id, { maxLength: 2 }),
		links: fc.array(linkId, { maxLength: 2 }),
	}),
	fc.record({ type: fc.constant("set"), id, settings }),
	fc.record({
		type: fc.constant("load"),
		id,
		load: fc.constant({ how: "all", n: 1, seed: 1, columns: null, allowLarge: true }),
	}),
) as fc.Arbitrary<Change>;

/** The laws of a workflow, said on their own: not by the code under test. */
function isValid({ nodes, links }: Workflow): void {
	const ids = nodes.map((node) => node.id);
	expect(new Set(ids).size).toBe(ids.length);
	expect(new Set(links.map((link) => link.id)).size).toBe(links.length);
	expect(new Set(links.map(({ to }) => to)).size).toBe(links.length);
	for (const { from, to, output } of links) {
		expect(ids).toContain(from);
		expect(ids).toContain(to);
		const widget = nodes.find((node) => node.id === from)!.widget;
		expect(WIDGET_PORTS[widget].outputs).toContain(output);
		expect(WIDGET_PORTS[nodes.find((node) => node.id === to)!.widget].hasInput).toBe(true);
	}
	// No circle: taking away nodes without an input again and again takes all away.
	let left = new Set(ids);
	for (let before = -1; before !== left.size; ) {
		before = left.size;
		left = new Set([...left].filter((id) => links.some(({ from, to }) => to === id && left.has(from))));
	}
	expect(left.size).toBe(0);
	for (const node of nodes)
		expect(Object.keys(node.settings).sort()).toEqual(Object.keys(DEFAULT_SETTINGS[node.widget]).sort());
}

/** The workflow after a change, or as it was where the change is refused. */
function attempt(workflow: Workflow, command: Change): Workflow {
	const before = JSON.stringify(workflow);
	try {
		return changeWorkflow(workflow, command);
	} catch (error) {
		expect(error).toMatchObject({ code: "INVALID_ARGUMENT" });
		return workflow;
	} finally {
		expect(JSON.stringify(workflow)).toBe(before);
	}
}

/** Something to link from the start. */
const SOME = (["receiver", "data-table", "scatter-plot", "transmitter"] as const).reduce(
	(workflow, widget, i) =>
		changeWorkflow(workflow, { type: "add-node", id: "abcd"[i]!, widget, position: { x: 0, y: 0 } }),
	EMPTY,
);

test("any sequence of commands leaves a valid workflow", () => {
	let links = 0;
	fc.assert(
		fc.property(fc.array(change, { minLength: 10, maxLength: 40 }), (changes) => {
			const workflow = changes.reduce((before, command) => {
				const after = attempt(before, command);
				isValid(after);
				return after;
			}, SOME);
			links += workflow.links.length;
		}),
		{ numRuns: 300 },
	);
	expect(links).toBeGreaterThan(100);
});

test("undo takes back what a command did, redo does it again, whatever came before", () => {
	fc.assert(
		fc.property(fc.array(change, { maxLength: 30 }), fc.integer({ min: 0, max: 30 }), (changes, back) => {
			const history = new WorkflowHistory(SOME);
			const states = [history.present];
			for (const command of changes) {
				const after = attempt(history.present, command);
				if (after === history.present) continue;
				history.change(after);
				states.push(after);
			}
			const steps = Math.min(back, states.length - 1);
			for (let i = 0; i < steps; i++) history.undo();
			expect(history.present).toEqual(states[states.length - 1 - steps]);
			for (let i = 0; i < steps; i++) history.redo();
			expect(history.present).toEqual(states.at(-1));
			expect(history.canRedo).toBe(false);
			expect(history.canUndo).toBe(states.length > 1);
		}),
	);
});

test("a second link to an input takes the place of the first", () => {
	const commands: Change[] = [
		{ type: "add-node", id: "r", widget: "receiver", position: { x: 0, y: 0 } },
		{ type: "add-node", id: "s", widget: "receiver", position: { x: 0, y: 0 } },
		{ type: "add-node", id: "t", widget: "data-table", position: { x: 0, y: 0 } },
		{ type: "add-link", id: "1", from: "r", output: "data", to: "t" },
		{ type: "add-link", id: "2", from: "s", output: "data", to: "t" },
	];
	const { links, nodes } = commands.reduce(changeWorkflow, EMPTY);
	expect(links).toEqual([{ id: "2", from: "s", output: "data", to: "t" }]);
	expect(nodes.map(({ title }) => title)).toEqual(["Receiver", "Receiver (2)", "Data Table"]);
});

test("opening a workflow switches sending automatically off", () => {
	const commands: Change[] = [
		{ type: "add-node", id: "t", widget: "transmitter", position: { x: 0, y: 0 } },
		{ type: "set", id: "t", settings: { sendAutomatically: true } },
	];
	const workflow = commands.reduce(changeWorkflow, EMPTY);
	expect(workflow.nodes[0]?.settings).toMatchObject({ sendAutomatically: true });
	const opened = changeWorkflow(EMPTY, { type: "open-workflow", workflow });
	expect(opened.nodes[0]?.settings).toMatchObject({ sendAutomatically: false });
});

test("what is no command is refused, never run", () => {
	fc.assert(
		fc.property(fc.anything(), (value) => {
			const parsed = commandSchema.safeParse(value);
			expect(parsed.success && !["undo", "redo", "send-sample-table"].includes(parsed.data.type)).toBe(false);
		}),
		{ numRuns: 1_000 },
	);
});

test("every command of the contract is understood", () => {
	const commands: Command[] = [
		{ type: "add-node", id: "a", widget: "receiver", position: { x: 1, y: 2 } },
		{ type: "move-nodes", positions: { a: { x: 3, y: 4 } } },
		{ type: "rename-node", id: "a", title: "A" },
		{ type: "delete", nodes: ["a"], links: [] },
		{ type: "add-link", id: "l", from: "a", output: "data", to: "b" },
		{ type: "set", id: "a", settings: { tableName: "t" } },
		{ type: "undo" },
		{ type: "redo" },
		{ type: "open-workflow", workflow: EMPTY },
		{
			type: "load",
			id: "a",
			load: { how: "sample", n: 10, seed: 2, columns: ["x"], allowLarge: false },
		},
		{ type: "keep", id: "a", tableName: "t", producer: "python" },
		{ type: "send", id: "a" },
		{ type: "cancel", id: "a" },
		{ type: "retry", id: "a" },
		{ type: "send-sample-table" },
	];
	for (const command of commands) expect(commandSchema.parse(command)).toEqual(command);
});
