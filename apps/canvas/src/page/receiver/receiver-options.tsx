import { NumberInput } from "../parts/number-input";
import { Switch } from "../parts/switch";
import { useNodeUrlParam } from "../url/url-state";
import { useWords } from "../words/use-words";
import { type ReceiverNode, setReceiver } from "./receiver-node";
import "./receiver-options.css";

/** What a Receiver does by itself, and what it says of sends that take long. */
export function ReceiverOptions({ node }: { node: ReceiverNode }) {
	const { say } = useWords();
	const [isOpen, setOpen] = useNodeUrlParam(node.id, "options");
	const { keepAsFile, staleAfterSeconds } = node.settings;
	return (
		<details
			className="receiver-options"
			open={isOpen !== null}
			onToggle={({ currentTarget }) => setOpen(currentTarget.open ? "1" : null, { replace: true })}
		>
			<summary>{say("receiver.options")}</summary>
			<Switch
				label={say("receiver.keep.always")}
				checked={keepAsFile}
				onChange={(keepAsFile) => setReceiver(node.id, { keepAsFile })}
			/>
			<div className="receiver-options-stale">
				<span aria-hidden>{say("receiver.stale.short")}</span>
				<NumberInput
					label={say("receiver.stale")}
					value={staleAfterSeconds}
					min={1}
					max={86_400}
					step={10}
					onChange={(staleAfterSeconds) => setReceiver(node.id, { staleAfterSeconds })}
				/>
				<span aria-hidden>{say("receiver.stale.unit")}</span>
			</div>
		</details>
	);
}
