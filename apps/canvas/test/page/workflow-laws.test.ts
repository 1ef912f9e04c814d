import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_SETTINGS, type WidgetName, type Workflow, type WorkflowNode } from "../../src/contract";
import { canConnect } from "../../src/page/workflow/can-connect";
import { commandsToAdd, NODE_HEIGHT, NODE_WIDTH, newId } from "../../src/page/workflow/new-node";
import { shownTitle } from "../../src/page/workflow/shown-title";

const EMPTY: Workflow = { version: 1, nodes: [], links: [] };
const widget = fc.constantFrom<WidgetName>(
	"receiver",
	"data-table",
	"scatter-plot",
	"distributions",
	"transmitter",
);

/** Adds widgets one after the other, each beside some node that is there. */
function built(steps: readonly { widget: WidgetName; beside: number }[]): Workflow {
	let workflow = EMPTY;
	for (const { widget, beside } of steps) {
		const node = workflow.nodes[beside % Math.max(1, workflow.nodes.length)];
		const { commands } = commandsToAdd(widget, { workflow, beside: node?.id ?? null });
		for (const command of commands) {
			if (command.type === "add-node") {
				const { id, position } = command;
				const added = { id, widget, title: id, position, settings: DEFAULT_SETTINGS[widget] } as WorkflowNode;
				workflow = { ...workflow, nodes: [...workflow.nodes, added] };
			}
			if (command.type === "add-link") {
				const { id, from, output, to } = command;
				workflow = { ...workflow, links: [...workflow.links, { id, from, output, to }] };
			}
		}
	}
	return workflow;
}

const workflows = fc.array(fc.record({ widget, beside: fc.nat(20) }), { maxLength: 12 }).map(built);

describe("adding widgets", () => {
	test("none lies upon another", () =>
		fc.assert(
			fc.property(workflows, ({ nodes }) => {
				for (const [i, a] of nodes.entries())
					for (const b of nodes.slice(i + 1)) {
						const apart =
							Math.abs(a.position.x - b.position.x) >= NODE_WIDTH ||
							Math.abs(a.position.y - b.position.y) >= NODE_HEIGHT;
						expect(apart).toBe(true);
					}
			}),
		));

	test("ids are never used twice", () =>
		fc.assert(
			fc.property(workflows, ({ nodes, links }) => {
				expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
				expect(new Set(links.map(({ id }) => id)).size).toBe(links.length);
				expect(nodes.map(({ id }) => id)).not.toContain(newId(nodes, "receiver"));
			}),
		));
});

describe("connecting", () => {
	test("nothing that may be joined makes data run in a circle", () =>
		fc.assert(
			fc.property(workflows, fc.nat(20), fc.nat(20), (workflow, i, j) => {
				const from = workflow.nodes[i]?.id;
				const to = workflow.nodes[j]?.id;
				if (from === undefined || to === undefined || !canConnect(workflow, from, to)) return;
				const links = [...workflow.links, { id: "new", from, output: "data" as const, to }];
				const reached = new Set<string>();
				const follow = (id: string): void => {
					for (const link of links)
						if (link.from === id && !reached.has(link.to)) {
							reached.add(link.to);
							follow(link.to);
						}
				};
				follow(from);
				expect(reached.has(from)).toBe(false);
			}),
		));

	test("a Receiver takes nothing, a Transmitter gives nothing", () => {
		const workflow = built([
			{ widget: "receiver", beside: 0 },
			{ widget: "transmitter", beside: 0 },
		]);
		expect(canConnect(workflow, "transmitter-1", "receiver-1")).toBe(false);
		expect(canConnect(workflow, "receiver-1", "transmitter-1")).toBe(true);
		expect(canConnect(workflow, "receiver-1", "nothing")).toBe(false);
	});
});

test("a made-up name is said in the reader's language, a user's own is not", () => {
	const nameOf = () => "散布図";
	expect(shownTitle({ widget: "scatter-plot", title: "Scatter Plot (2)" }, nameOf)).toBe("散布図 (2)");
	expect(shownTitle({ widget: "scatter-plot", title: "Scatter Plot of mine" }, nameOf)).toBe(
		"Scatter Plot of mine",
	);
});
