import { useEffect } from "react";
import type { LoadChoice, NodeState, TablePreview } from "../../contract";
import { Button } from "../parts/button";
import { MessageList } from "../parts/message-list";
import { ProgressBar } from "../parts/progress-bar";
import { sendCommand } from "../store/send-command";
import { useWords } from "../words/use-words";
import { LoadChoiceFields } from "./load-choice-fields";
import { LoadCost } from "./load-cost";
import { loadCostOf } from "./load-cost-of";
import { rememberLoadRate } from "./load-rate";
import { LoadResult } from "./load-result";
import type { ReceiverNode } from "./receiver-node";
import "./load-area.css";

interface Props {
	node: ReceiverNode;
	state: NodeState;
	/** Null as long as it is not known, or cannot be. */
	preview: TablePreview | null;
	draft: LoadChoice;
	onDraft: (change: Partial<LoadChoice>) => void;
}

/** What loading costs, how much to load, the one button, and what came of it; at the foot of the panel wherever one scrolls. */
export function LoadArea({ node, state, preview, draft, onDraft }: Props) {
	const { say, sayMessage } = useWords();
	const { id } = node;
	const load = (change: Partial<LoadChoice> = {}) =>
		sendCommand({ type: "load", id, load: { ...draft, ...change } });
	useLoadRate(state, preview, node.settings.load);
	const isWorking = state.status === "working";
	const first = state.messages.find(({ severity }) => severity === "error");
	return (
		<footer className="load-area">
			<MessageList
				messages={state.messages}
				action={
					first === undefined || isWorking ? undefined : first.key === "OVER_LIMITS" ? (
						<Button onClick={() => load({ allowLarge: true })}>{say("receiver.load.anyway")}</Button>
					) : (
						<Button onClick={() => sendCommand({ type: "retry", id })}>{say("retry")}</Button>
					)
				}
			/>
			{preview !== null && <LoadCost preview={preview} draft={draft} />}
			<div className="load-controls">
				{isWorking ? (
					<div className="load-progress">
						{state.progress === null ? (
							<p role="status">{state.summary && sayMessage(state.summary)}</p>
						) : (
							<ProgressBar
								progress={state.progress}
								label={state.summary ? sayMessage(state.summary) : say("loading")}
							/>
						)}
					</div>
				) : (
					<LoadChoiceFields draft={draft} onDraft={onDraft} isDisabled={preview === null} />
				)}
				{isWorking ? (
					<Button className="load-button" onClick={() => sendCommand({ type: "cancel", id })}>
						{say("cancel")}
					</Button>
				) : (
					<LoadButton preview={preview} draft={draft} onLoad={load} />
				)}
			</div>
			<LoadResult state={state} />
		</footer>
	);
}

function LoadButton({
	preview,
	draft,
	onLoad,
}: {
	preview: TablePreview | null;
	draft: LoadChoice;
	onLoad: (change?: Partial<LoadChoice>) => void;
}) {
	const { say } = useWords();
	const cost = preview && loadCostOf(preview, draft);
	const isTooMuch = cost?.isTooMuch === true && draft.how !== "browse";
	const words = isTooMuch
		? say("receiver.load.anyway")
		: draft.how === "browse" || draft.how === "sample"
			? say(`receiver.load.${draft.how}`)
			: draft.columns !== null
				? say("receiver.load.columns", { columns: cost?.columns ?? draft.columns.length })
				: say("receiver.load");
	return (
		<Button
			kind={isTooMuch ? "normal" : "main"}
			className="load-button"
			disabled={cost === null || cost.columns === 0}
			onClick={() => onLoad(isTooMuch ? { allowLarge: true } : {})}
		>
			{words}
		</Button>
	);
}

/** Learns from each load how long the next will take. */
function useLoadRate({ loaded }: NodeState, preview: TablePreview | null, load: LoadChoice | null): void {
	// biome-ignore lint/correctness/useExhaustiveDependencies: once for each load
	useEffect(() => {
		if (loaded === undefined || preview === null || load === null || loaded.eventId !== preview.eventId)
			return;
		rememberLoadRate(loadCostOf(preview, load).readBytes, loaded.milliseconds);
	}, [loaded?.eventId, loaded?.milliseconds]);
}
