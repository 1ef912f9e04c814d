import { MousePointerClick } from "lucide-react";
import { useMemo } from "react";
import type { NodeState, TablePreview } from "../../contract";
import { Grid } from "../grid/grid";
import { EmptyState } from "../parts/empty-state";
import { MessageList } from "../parts/message-list";
import { Skeleton } from "../parts/skeleton";
import { Tabs } from "../parts/tabs";
import { useNodeUrlParam } from "../url/url-state";
import { useWords } from "../words/use-words";
import { ColumnList } from "./column-list";
import { FidelityTable } from "./fidelity-table";
import { LoadArea } from "./load-area";
import { PreviewFailure } from "./preview-failure";
import type { ReceiverNode } from "./receiver-node";
import { type Chosen, useChosenTable } from "./use-chosen-table";
import { useLoadDraft } from "./use-load-draft";
import { VersionLine } from "./version-line";
import "./chosen-table.css";

/** The table that was chosen in the list: what it is, its first rows at once, what loading it costs, and the button that does it. */
export function ChosenTable({ node, state }: { node: ReceiverNode; state: NodeState }) {
	const { say } = useWords();
	const { tableName } = node.settings;
	const chosen = useChosenTable(node);
	const [draft, setDraft] = useLoadDraft(node, chosen.preview.value);
	if (tableName === null) return <EmptyState icon={MousePointerClick} title={say("receiver.choose")} />;
	return (
		<section className="chosen" aria-label={tableName}>
			<h3 className="chosen-name">{tableName}</h3>
			<Inside
				node={node}
				chosen={chosen}
				columns={draft.columns}
				onColumns={(columns) => setDraft({ columns })}
			/>
			<LoadArea node={node} state={state} preview={chosen.preview.value} draft={draft} onDraft={setDraft} />
		</section>
	);
}

/** There is no version to show: why, and what its sender said of it. */
function NotReady({ listing }: { listing: Chosen["listing"] }) {
	const { say } = useWords();
	const error = listing?.error ?? null;
	return (
		<div className="chosen-nothing">
			{error === null ? (
				<p>{say(listing ? "receiver.not-ready" : "receiver.gone")}</p>
			) : (
				<MessageList
					messages={[
						{
							severity: "error",
							key: "sender-error",
							values: {},
							text: say("receiver.sender-error", { error }),
						},
					]}
				/>
			)}
			{listing !== undefined && (
				<>
					<h3>{say("receiver.metadata")}</h3>
					<Metadata text={listing.metadata} />
				</>
			)}
		</div>
	);
}

interface InsideProps {
	node: ReceiverNode;
	chosen: Chosen;
	columns: readonly string[] | null;
	onColumns: (columns: readonly string[] | null) => void;
}

function Inside({ node, chosen, columns, onColumns }: InsideProps) {
	const { say } = useWords();
	const { listing, preview, profile, fetchRows } = chosen;
	if (preview.error !== null)
		return <PreviewFailure error={preview.error} listing={listing} onRetry={preview.retry} />;
	if (preview.value === null && !preview.isFetching) return <NotReady listing={listing} />;
	if (preview.value === null)
		return (
			<div className="chosen-waiting">
				<Skeleton lines={15} label={say("receiver.preview.coming")} />
			</div>
		);
	return (
		<>
			<VersionLine node={node} preview={preview.value} />
			<ChosenTabs
				node={node}
				preview={preview.value}
				chosen={chosen}
				columns={columns}
				onColumns={onColumns}
				profile={profile}
			/>
			<h3>{say("receiver.rows", { rows: preview.value.previewRows })}</h3>
			<div className="chosen-rows">
				<PreviewGrid preview={preview.value} fetchRows={fetchRows} />
			</div>
		</>
	);
}

type TabName = "columns" | "fidelity" | "metadata";

function ChosenTabs({
	node,
	preview,
	chosen,
	columns,
	onColumns,
	profile,
}: InsideProps & {
	preview: TablePreview;
	profile: Chosen["profile"];
}) {
	const { say } = useWords();
	const [tab, setTab] = useNodeUrlParam(node.id, "tab");
	const value: TabName = tab === "fidelity" || tab === "metadata" ? tab : "columns";
	const sha = chosen.listing?.schemaSha256 ?? "";
	return (
		<Tabs<TabName>
			label={say("receiver.about")}
			value={value}
			onChange={(next) => setTab(next === "columns" ? null : next)}
			tabs={[
				{
					name: "columns",
					label: say("count.columns", { columns: preview.columns.length }),
					content: (
						<ColumnList
							node={node}
							sha={sha}
							columns={preview.columns}
							profile={profile.value}
							chosen={columns}
							onChosen={onColumns}
						/>
					),
				},
				{
					name: "fidelity",
					label: say("receiver.fidelity"),
					content: <FidelityTable columns={preview.columns} />,
				},
				{
					name: "metadata",
					label: say("receiver.metadata"),
					content: <Metadata text={chosen.listing?.metadata ?? ""} />,
				},
			]}
		/>
	);
}

function Metadata({ text }: { text: string }) {
	const { say } = useWords();
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
		<section className="chosen-metadata" aria-label={say("receiver.metadata")} tabIndex={0}>
			<pre>{text}</pre>
		</section>
	);
}

function PreviewGrid({ preview, fetchRows }: { preview: TablePreview; fetchRows: Chosen["fetchRows"] }) {
	const { say } = useWords();
	const table = useMemo(
		() => ({ rowCount: preview.previewRows, variables: preview.columns.map(({ variable }) => variable) }),
		[preview],
	);
	return (
		<Grid
			table={table}
			fetchWindow={fetchRows}
			label={say("receiver.rows.label", { name: preview.tableName })}
		/>
	);
}
