import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef } from "react";
import type { ColumnChoice, PreviewColumn, TableProfile } from "../../contract";
import { Button } from "../parts/button";
import { Checkbox } from "../parts/checkbox";
import { TextInput } from "../parts/text-input";
import { useNodeUrlParam } from "../url/url-state";
import { useWords } from "../words/use-words";
import { COLUMN_ROW_HEIGHT, ColumnRow } from "./column-row";
import { type ReceiverNode, setReceiver } from "./receiver-node";
import "./column-list.css";

interface Props {
	node: ReceiverNode;
	/** The schema's hash, under which changes of kinds and roles are remembered. */
	sha: string;
	columns: readonly PreviewColumn[];
	profile: TableProfile | null;
	/** Names of the columns to load; null: all. */
	chosen: readonly string[] | null;
	onChosen: (chosen: readonly string[] | null) => void;
}

/** From how many columns on one searches. */
const MANY = 12;

/** The columns: which to load, of what kind and role, how much is missing, how their values are spread. */
export function ColumnList({ node, sha, columns, profile, chosen, onChosen }: Props) {
	const { say } = useWords();
	const [search, setSearch] = useNodeUrlParam(node.id, "column");
	const choices = node.settings.overrides[sha] ?? {};
	const listed = useMemo(() => {
		const wanted = (search ?? "").toLocaleLowerCase();
		return columns.filter(({ variable }) => variable.name.toLocaleLowerCase().includes(wanted));
	}, [columns, search]);
	const summaries = useMemo(
		() => new Map(profile?.columns.map((column) => [column.name, column])),
		[profile],
	);
	const isTicked = useMemo(() => {
		const names = new Set(chosen);
		return (name: string) => chosen === null || names.has(name);
	}, [chosen]);

	const tick = (names: readonly string[], on: boolean) => {
		const changed = new Set(names);
		const all = columns.map(({ variable }) => variable.name);
		const next = all.filter((name) => (changed.has(name) ? on : isTicked(name)));
		onChosen(next.length === all.length ? null : next);
	};
	const change = (name: string, choice: ColumnChoice) =>
		setReceiver(node.id, {
			overrides: {
				...node.settings.overrides,
				[sha]: { ...choices, [name]: { ...choices[name], ...choice } },
			},
		});
	const forget = () => {
		const { [sha]: _, ...others } = node.settings.overrides;
		void setReceiver(node.id, { overrides: others });
	};

	const names = listed.map(({ variable }) => variable.name);
	const ticked = names.filter(isTicked).length;
	return (
		<div className="column-list">
			<div className="column-list-head">
				<Checkbox
					label={say("receiver.columns.all")}
					checked={ticked === names.length ? true : ticked === 0 ? false : "some"}
					onChange={(on) => tick(names, on)}
				/>
				{columns.length > MANY ? (
					<TextInput
						type="search"
						aria-label={say("receiver.columns.search")}
						placeholder={say("receiver.columns.search")}
						value={search ?? ""}
						onValueChange={(text) => setSearch(text === "" ? null : text, { replace: true })}
					/>
				) : (
					<span className="column-list-all">{say("receiver.columns.all")}</span>
				)}
				<span className="column-list-of">
					{profile !== null && say("receiver.columns.of", { rows: profile.rows })}
				</span>
				{Object.keys(choices).length > 0 && (
					<Button kind="plain" onClick={forget}>
						{say("receiver.columns.forget")}
					</Button>
				)}
			</div>
			<Rows
				listed={listed}
				row={(column) => {
					const { name } = column.variable;
					return (
						<ColumnRow
							column={column}
							summary={profile === null ? undefined : (summaries.get(name) ?? null)}
							choice={choices[name]}
							isChosen={isTicked(name)}
							onChosen={(on) => tick([name], on)}
							onChoice={(choice) => change(name, choice)}
						/>
					);
				}}
			/>
		</div>
	);
}

/** Only those in sight are in the document: a table may have thousands of columns. */
function Rows({
	listed,
	row,
}: {
	listed: readonly PreviewColumn[];
	row: (column: PreviewColumn) => React.ReactNode;
}) {
	const { say } = useWords();
	const scroller = useRef<HTMLDivElement>(null);
	const virtual = useVirtualizer({
		count: listed.length,
		getScrollElement: () => scroller.current,
		estimateSize: () => COLUMN_ROW_HEIGHT,
		overscan: 4,
	});
	return (
		<div className="column-list-rows" ref={scroller}>
			<ul aria-label={say("receiver.columns")} style={{ height: virtual.getTotalSize() }}>
				{virtual.getVirtualItems().map(({ index, start }) => {
					const column = listed[index];
					if (column === undefined) return null;
					return (
						<li
							key={column.variable.name}
							aria-setsize={listed.length}
							aria-posinset={index + 1}
							style={{ translate: `0 ${start}px` }}
						>
							{row(column)}
						</li>
					);
				})}
			</ul>
		</div>
	);
}
