import { useEffect, useRef } from "react";
import type { TableListing } from "../../contract";
import { useCanvas } from "../store/use-canvas";
import { useWords } from "../words/use-words";
import { type ReceiverNode, setReceiver } from "./receiver-node";
import { TableRow } from "./table-row";
import "./table-list.css";

/** The tables that were found. Choosing one shows it; nothing is loaded by that. */
export function TableList({ node, listed }: { node: ReceiverNode; listed: readonly TableListing[] }) {
	const { say } = useWords();
	const all = useCanvas((canvas) => canvas.tables?.length ?? 0);
	const total = useCanvas((canvas) => canvas.totalTables);
	const { tableName, tableProducer, producer } = node.settings;
	const isChosen = (table: TableListing) =>
		table.tableName === tableName && (tableProducer === null || table.producer === tableProducer);
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
				{listed.map((table) => (
					<TableRow
						key={JSON.stringify([table.producer, table.tableName])}
						id={node.id}
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
			</ul>
			{total > all && <p className="table-list-none">{say("receiver.list.more", { shown: all, total })}</p>}
		</>
	);
}

const isShared = (listed: readonly TableListing[], { tableName, producer }: TableListing): boolean =>
	listed.some((other) => other.tableName === tableName && other.producer !== producer);
