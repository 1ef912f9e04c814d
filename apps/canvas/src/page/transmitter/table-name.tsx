import { useEffect, useRef, useState } from "react";
import type { NodeState } from "../../contract";
import { Field } from "../parts/field";
import { TextInput } from "../parts/text-input";
import { useWords } from "../words/use-words";

/** The name to send under; empty, the one that is made up is shown. It is set when typing pauses or ends. */
export function TableName({
	tableName,
	sends,
	onChange,
}: {
	tableName: string;
	sends: NodeState["sends"];
	onChange: (tableName: string) => void;
}) {
	const { say } = useWords();
	const [typed, setTyped] = useState(tableName);
	const told = useRef(tableName);
	// Changed elsewhere, such as by undo; what comes back of our own is older than what is typed.
	useEffect(() => {
		if (tableName !== told.current) setTyped(tableName);
		told.current = tableName;
	}, [tableName]);
	const tell = () => {
		if (typed === told.current) return;
		told.current = typed;
		onChange(typed);
	};
	const latestTell = useRef(tell);
	latestTell.current = tell;
	// biome-ignore lint/correctness/useExhaustiveDependencies: each letter begins the wait anew
	useEffect(() => {
		const timer = setTimeout(() => latestTell.current(), 300);
		return () => clearTimeout(timer);
	}, [typed]);
	const isNew = sends === undefined || sends.version === 1;
	const help = isNew
		? typed.trim() === ""
			? say("send.made-up", { name: sends?.tableName ?? "" })
			: say("send.new-name")
		: say("send.version", { version: sends.version, name: sends.tableName });
	return (
		<Field label={say("send.table-name")} help={help}>
			<TextInput
				value={typed}
				placeholder={sends?.tableName}
				onChange={(event) => setTyped(event.currentTarget.value)}
				onBlur={tell}
			/>
		</Field>
	);
}
