import { CircleCheck, CircleDashed, CircleX, LoaderCircle, TriangleAlert } from "lucide-react";
import type { NodeStatus } from "../../contract";
import { useWords } from "../words/use-words";

const ICONS = {
	idle: CircleDashed,
	working: LoaderCircle,
	ready: CircleCheck,
	warning: TriangleAlert,
	error: CircleX,
};

/** The state of a node as a sign in its colour, with its name for who sees neither. */
export function StatusIcon({ status, size = 14 }: { status: NodeStatus; size?: number }) {
	const { say } = useWords();
	const Icon = ICONS[status];
	return (
		<Icon
			className={`status-icon status-${status}`}
			size={size}
			role="img"
			aria-label={say(`status.${status}`)}
		/>
	);
}
