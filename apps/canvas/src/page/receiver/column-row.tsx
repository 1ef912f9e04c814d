import type { ColumnChoice, ColumnSummary, PreviewColumn } from "../../contract";
import { Checkbox } from "../parts/checkbox";
import { Select } from "../parts/select";
import { TypeIcon } from "../parts/type-icon";
import { useWords } from "../words/use-words";
import { reasonWords } from "./reason-words";
import { ValueShape } from "./value-shape";
import "./column-row.css";

export const COLUMN_ROW_HEIGHT = 56;

const KINDS = ["continuous", "discrete", "time", "string"] as const;
const ROLES = ["feature", "target", "meta", "ignore"] as const;

interface Props {
	column: PreviewColumn;
	/** Undefined until it is known, null where nothing is. */
	summary: ColumnSummary | null | undefined;
	choice: ColumnChoice | undefined;
	isChosen: boolean;
	onChosen: (isChosen: boolean) => void;
	onChoice: (choice: ColumnChoice) => void;
}

/** A column: whether to load it, its name, kind and role, and why; what is missing and how its values are spread. */
export function ColumnRow({ column, summary, choice, isChosen, onChosen, onChoice }: Props) {
	const { say, format } = useWords();
	const { variable } = column;
	const reason = reasonWords(column.reason, { say });
	const { name } = variable;
	const missing = summary ? summary.missingShare : 0;
	return (
		<div className="column-row" data-changed={choice !== undefined || undefined}>
			<Checkbox label={say("receiver.columns.load", { name })} checked={isChosen} onChange={onChosen} />
			<span className="column-row-kind">
				<Select
					quiet
					hidesValue
					label={say("receiver.columns.kind", { name })}
					value={variable.kind}
					choices={KINDS.map((kind) => ({
						value: kind,
						label: say(`kind.${kind}`),
						icon: <TypeIcon kind={kind} />,
					}))}
					onChange={(kind) => onChoice({ kind })}
				/>
			</span>
			<span className="column-row-name" title={name}>
				{name}
			</span>
			<span className="column-row-shape">
				<ValueShape variable={variable} summary={summary} />
			</span>
			<span className="column-row-role">
				<Select
					quiet
					label={say("receiver.columns.role", { name })}
					value={choice?.role ?? variable.role}
					choices={ROLES.map((role) => ({ value: role, label: say(`role.${role}`) }))}
					onChange={(role) => onChoice({ role })}
				/>
			</span>
			<span className="column-row-reason" title={reason}>
				{missing > 0 && (
					<strong className="figures">
						{say("receiver.columns.missing", { share: format.share(missing) })} ·{" "}
					</strong>
				)}
				{say(`kind.${variable.kind}`)} · {reason}
			</span>
		</div>
	);
}
