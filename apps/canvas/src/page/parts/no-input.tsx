import type { LucideIcon } from "lucide-react";
import { useCanvas } from "../store/use-canvas";
import { useWords } from "../words/use-words";
import { EmptyState } from "./empty-state";

/** Why a widget has no table yet: nothing is connected, or what is connected has nothing to give. */
export function NoInput({ id, icon }: { id: string; icon: LucideIcon }) {
	const { say } = useWords();
	const output = useCanvas(({ workflow }) => workflow?.links.find(({ to }) => to === id)?.output ?? null);
	const words = output === null ? "no-input" : output === "selected" ? "no-input.selected" : "no-input.yet";
	return <EmptyState icon={icon} title={say(words)} />;
}
