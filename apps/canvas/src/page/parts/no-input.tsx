import type { LucideIcon } from "lucide-react";
import { useCanvas, useNode } from "../store/use-canvas";
import { useWords } from "../words/use-words";
import { shownTitle } from "../workflow/shown-title";
import { EmptyState } from "./empty-state";

/** Why a widget has no table yet: nothing is connected, no rows are selected in what is, or that has no table yet. */
export function NoInput({ id, icon }: { id: string; icon: LucideIcon }) {
	const { say } = useWords();
	const link = useCanvas(({ workflow }) => workflow?.links.find(({ to }) => to === id) ?? null);
	const source = useNode(link?.from ?? "");
	const hasData = useCanvas(({ nodes }) => nodes[link?.from ?? ""]?.outputs.data !== undefined);
	if (link === null || source === undefined)
		return (
			<EmptyState icon={icon} title={say("no-input")}>
				<p>{say("no-input.keys")}</p>
			</EmptyState>
		);
	if (link.output !== "selected" || !hasData) return <EmptyState icon={icon} title={say("no-input.yet")} />;
	const widget = shownTitle(source, (name) => say(`widget.${name}`));
	return (
		<EmptyState icon={icon} title={say("no-input.selected")}>
			<p>{say("no-input.selected.help", { widget })}</p>
		</EmptyState>
	);
}
