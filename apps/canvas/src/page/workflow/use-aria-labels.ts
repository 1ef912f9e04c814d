import { useMemo } from "react";
import { useWords } from "../words/use-words";

/** What React Flow reads aloud, in the reader's language. */
export function useAriaLabels() {
	const { say } = useWords();
	return useMemo(
		() => ({
			"node.a11yDescription.default": say("workflow.aria.node"),
			"node.a11yDescription.keyboardDisabled": say("workflow.aria.node"),
			"node.a11yDescription.ariaLiveMessage": ({ x, y }: { x: number; y: number }) =>
				say("workflow.aria.moved", { x: Math.round(x), y: Math.round(y) }),
			"edge.a11yDescription.default": say("workflow.aria.link"),
			"handle.ariaLabel": say("workflow.aria.handle"),
		}),
		[say],
	);
}
