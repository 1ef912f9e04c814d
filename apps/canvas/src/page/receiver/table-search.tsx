import { Eye, RefreshCw, Search } from "lucide-react";
import { useMemo } from "react";
import { IconButton } from "../parts/icon-button";
import { Select } from "../parts/select";
import { TextInput } from "../parts/text-input";
import { sendCommand } from "../store/send-command";
import { useCanvas } from "../store/use-canvas";
import { useNodeUrlParam } from "../url/url-state";
import { useWords } from "../words/use-words";
import { type ReceiverNode, setReceiver } from "./receiver-node";
import { SORTS, useTableSort } from "./use-listed-tables";
import "./table-search.css";

const USUAL = ["python", "allye"];

/** Finds a table by name and producer, and says which directory is watched. */
export function TableSearch({ node }: { node: ReceiverNode }) {
	const { say } = useWords();
	const [search, setSearch] = useNodeUrlParam(node.id, "search");
	const [sort, setSort] = useTableSort(node.id);
	const tables = useCanvas((canvas) => canvas.tables);
	const secretDir = useCanvas((canvas) => canvas.canvas?.secretDir ?? "");
	const { producer } = node.settings;
	const producers = useMemo(() => {
		const found = (tables ?? []).map((table) => table.producer);
		return [...new Set([...USUAL, ...found, ...(producer === null ? [] : [producer])])];
	}, [tables, producer]);
	return (
		<search className="table-search">
			<div className="table-search-text">
				<Search size={16} aria-hidden />
				<TextInput
					type="search"
					aria-label={say("receiver.search")}
					placeholder={say("receiver.search.short")}
					value={search ?? ""}
					onValueChange={(text) => setSearch(text === "" ? null : text, { replace: true })}
				/>
			</div>
			<Select<string | null>
				label={say("receiver.producer")}
				value={producer}
				choices={[
					{ value: null, label: say("receiver.producer.all") },
					...producers.map((value) => ({ value, label: value })),
				]}
				onChange={(next) => setReceiver(node.id, { producer: next })}
			/>
			<Select
				label={say("receiver.sort")}
				value={sort}
				choices={SORTS.map((value) => ({ value, label: say(`receiver.sort.${value}`) }))}
				onChange={setSort}
			/>
			<div className="table-search-live">
				<Eye size={12} aria-hidden />
				<p title={secretDir}>{say("receiver.live", { directory: secretDir })}</p>
				<IconButton
					icon={RefreshCw}
					label={say("receiver.refresh")}
					onClick={() => sendCommand({ type: "refresh" })}
				/>
			</div>
		</search>
	);
}
