import { Calendar, Hash, Shapes, Type } from "lucide-react";
import type { VariableInfo } from "../../contract";
import { useWords } from "../words/use-words";
import "./type-icon.css";

const ICONS = { continuous: Hash, discrete: Shapes, time: Calendar, string: Type };

/** The kind of a variable: a sign, and its name for who cannot see it. */
export function TypeIcon({ kind }: { kind: VariableInfo["kind"] }) {
	const { say } = useWords();
	const Icon = ICONS[kind];
	const name = say(`kind.${kind}`);
	return (
		<span className={`type-icon type-icon-${kind}`} title={name} role="img" aria-label={name}>
			<Icon size={14} aria-hidden />
		</span>
	);
}
