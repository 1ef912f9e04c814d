import { useEffect, useRef, useState } from "react";
import type { TableListing } from "../../contract";
import { Button } from "../parts/button";
import { useCanvas } from "../store/use-canvas";
import { useWords } from "../words/use-words";
import { type ReceiverNode, setReceiver } from "./receiver-node";
import { TableRow } from "./table-row";
import "./table-list.css";

/** So many at first: who has more tables than that searches. */
const AT_FIRST = 200;

/** The tables that were found. Choosing one shows it; nothing is loaded by that. */
export function TableList({ node, listed }: { node: ReceiverNode; listed: readonly TableListing[] }) {
	const { say } = useWords();
	const all = useCanvas((canvas) => canvas.tables?.length ?? 0);
	const total = useCanvas((canvas) => canvas.totalTables);
	const { tableName, tableProducer, producer } = node.settings;
	const isChosen = (table: TableListing) =>
		table.tableName === tableName && (tableProducer === null || table.producer === tableProducer);
	const [isWhole, setWhole] = useState(false);
	const list = useRef<HTMLUListElement>(null);
	// biome-ignore lint/correctness/useExhaustiveDependencies: when another table is chosen, here or by a notification
	useEffect(() => {
		list.current?.querySelector("[data-chosen]")?.scrollIntoView({ block: "nearest" });
	}, [tableName, tableProducer]);
	if (listed.length === 0)
		return <p className="table-list-none">{say(all === 0 ? "receiver.list.empty" : "receiver.list.none")}</p>;
	return (
		<>
			<ul className="table-list" ref={list} aria-label={say("receiver.list")}>
				{(isWhole ? listed : listed.slice(0, AT_FIRST)).map((table) => (
					<TableRow
						key={JSON.stringify([table.producer, table.tableName])}
						id={node.id}
						staleAfter={node.settings.staleAfterSeconds}
						table={table}
						isChosen={isChosen(table)}
						onChoose={() =>
							setReceiver(node.id, {
								tableName: table.tableName,
								// Where only one producer is shown, the next version may not be another's.
								tableProducer: producer ?? (isShared(listed, table) ? table.producer : null),
								eventId: null,
							})
						}
					/>
				))}
				{!isWhole && listed.length > AT_FIRST && (
					<li>
						<Button kind="plain" onClick={() => setWhole(true)}>
							{say("receiver.list.whole", { tables: listed.length })}
						</Button>
					</li>
				)}
			</ul>
			{total > all && <p className="table-list-none">{say("receiver.list.more", { shown: all, total })}</p>}
		</>
	);
}

const isShared = (listed: readonly TableListing[], { tableName, producer }: TableListing): boolean =>
	listed.some((other) => other.tableName === tableName && other.producer !== producer);
