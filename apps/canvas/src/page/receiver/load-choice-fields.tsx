import type { LoadChoice } from "../../contract";
import { NumberInput } from "../parts/number-input";
import { Select } from "../parts/select";
import { useWords } from "../words/use-words";
import "./load-choice-fields.css";

const HOWS = ["all", "first", "sample", "browse"] as const;

/** How much of the table: all of it, the first rows, a random sample; or browse it where it is. */
export function LoadChoiceFields({
	draft,
	onDraft,
	isDisabled,
}: {
	draft: LoadChoice;
	onDraft: (change: Partial<LoadChoice>) => void;
	isDisabled: boolean;
}) {
	const { say } = useWords();
	const { how, n, seed } = draft;
	return (
		<div className="load-choice">
			<div className="load-choice-how">
				<Select
					label={say("receiver.how")}
					value={how}
					disabled={isDisabled}
					choices={HOWS.map((value) => ({ value, label: say(`receiver.how.${value}`) }))}
					onChange={(next) => onDraft({ how: next })}
				/>
			</div>
			{(how === "first" || how === "sample") && (
				<div className="load-choice-n">
					<NumberInput
						label={say("receiver.how.n")}
						value={n}
						min={1}
						step={1000}
						onChange={(next) => onDraft({ n: next })}
					/>
				</div>
			)}
			{how === "sample" && (
				<span className="load-choice-seed">
					<span aria-hidden>{say("receiver.seed")}</span>
					<NumberInput
						label={say("receiver.seed")}
						value={seed}
						max={2 ** 31 - 1}
						onChange={(next) => onDraft({ seed: next })}
					/>
				</span>
			)}
		</div>
	);
}
