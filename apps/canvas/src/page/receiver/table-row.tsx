import { CircleX, Clock, Loader, MemoryStick, TriangleAlert } from "lucide-react";
import type { TableListing } from "../../contract";
import { Age } from "../parts/age";
import { Button } from "../parts/button";
import { sendCommand } from "../store/send-command";
import { useWords } from "../words/use-words";
import { useShownState } from "./shown-state";
import { transportName } from "./transport-name";
import "./table-row.css";

const ICONS = { sending: Loader, "sender-died": TriangleAlert, error: CircleX, expired: Clock };

interface Props {
	id: string;
	/** Seconds after which a send that goes on is taken for one that died. */
	staleAfter: number;
	table: TableListing;
	isChosen: boolean;
	onChoose: () => void;
}

/** A table of the list: its name and age, what it is, and what is the matter with it. */
export function TableRow({ id, staleAfter, table, isChosen, onChoose }: Props) {
	const { say, format } = useWords();
	const { tableName, producer, createdAt, rows, columns, bytes, transport, error, sharedMemory } = table;
	const state = useShownState(table, staleAfter);
	const facts = [
		rows !== null && columns !== null && say("count.shape", { rows, columns }),
		bytes !== null && format.bytes(bytes),
		transport !== null && say(`transport.${transportName(transport)}`),
		producer,
	].filter((fact) => typeof fact === "string");
	return (
		<li className="table-row" data-chosen={isChosen || undefined}>
			<button type="button" className="table-row-choose" aria-pressed={isChosen} onClick={onChoose}>
				<span className="table-row-name">{tableName}</span>
				<span className="table-row-age">{createdAt !== null && <Age time={createdAt} />}</span>
				<span className="table-row-facts figures" data-alone={state === "ready" || undefined}>
					{facts.join(" · ")}
				</span>
				<State state={state} />
				{error !== null && <span className="table-row-error">{error}</span>}
			</button>
			{sharedMemory !== null && state === "ready" && (
				<p
					className="table-row-vanishes"
					title={sharedMemory === "held" ? say("receiver.held.help") : undefined}
				>
					<MemoryStick size={14} aria-hidden />
					<span>
						{say(
							sharedMemory === "there"
								? "receiver.vanishes"
								: sharedMemory === "held"
									? "receiver.held"
									: "receiver.shm-gone",
						)}
					</span>
					{sharedMemory !== "gone" && (
						<Button onClick={() => sendCommand({ type: "keep", id, tableName, producer })}>
							{say("receiver.keep")}
						</Button>
					)}
				</p>
			)}
		</li>
	);
}

function State({ state }: { state: TableListing["state"] }) {
	const { say } = useWords();
	if (state === "ready") return null;
	const Icon = ICONS[state];
	return (
		<span className={`table-row-state table-row-${state}`} title={say(`state.${state}.help`)}>
			<Icon size={14} aria-hidden />
			{say(`state.${state}`)}
		</span>
	);
}
