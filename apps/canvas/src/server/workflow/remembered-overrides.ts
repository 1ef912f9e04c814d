import type { ReceiverSettings, WorkflowNode } from "../../contract";

/**
 * Kinds and roles that were chosen in any Receiver, by schema: what a new one begins with. Of two Receivers that chose for one schema, those of the later one.
 */
export function rememberedOverrides(nodes: readonly WorkflowNode[]): ReceiverSettings["overrides"] {
	return Object.assign(
		{},
		...nodes.map((node) => (node.widget === "receiver" ? node.settings.overrides : {})),
	) as ReceiverSettings["overrides"];
}
