import type { DistributionsSettings, TableInfo, VariableInfo, WorkflowNode } from "../../contract";
import { Button } from "../parts/button";
import { Field } from "../parts/field";
import { Select } from "../parts/select";
import { Skeleton } from "../parts/skeleton";
import { TypeIcon } from "../parts/type-icon";
import { messageOf } from "../store/error-message";
import { sendCommand } from "../store/send-command";
import { useWords } from "../words/use-words";
import { pickAfterClick, pickedBars } from "./bar-pick";
import { Bars } from "./bars";
import { useDistribution } from "./use-distribution";

interface Props {
	readonly node: Extract<WorkflowNode, { widget: "distributions" }>;
	readonly table: TableInfo;
	readonly pickedRows: number;
}

export function Distributions({ node, table, pickedRows }: Props) {
	const { say, sayMessage } = useWords();
	const { column, splitBy, picked } = node.settings;
	const named = (name: string | null) => table.variables.find((variable) => variable.name === name);
	const variable = named(column) ?? table.variables[0];
	const split = named(splitBy)?.kind === "discrete" ? splitBy : null;
	const { distribution, error } = useDistribution(table.id, variable?.name ?? null, split);
	const set = (settings: Partial<DistributionsSettings>) =>
		void sendCommand({ type: "set", id: node.id, settings });
	if (variable === undefined) return null;

	const isCurrent = distribution?.column === variable.name;
	const bars = isCurrent ? pickedBars(distribution, picked) : new Set<number>();
	const count =
		distribution === null ? 0 : Math.max(0, ...distribution.series.map(({ counts }) => counts.length));
	const colors =
		distribution === null || distribution.series.length < 2
			? ["var(--bar)"]
			: distribution.series.map((_, i) => (i < 10 ? `var(--category-${i + 1})` : "var(--category-missing)"));
	const isSplit = (distribution?.series.length ?? 0) > 1;
	return (
		<>
			<div className="plot-columns">
				<Field label={say("bars.column")}>
					<Select
						value={variable.name}
						choices={choices(table.variables)}
						onChange={(column) => set({ column, picked: null })}
					/>
				</Field>
				<Field label={say("bars.split-by")}>
					<Select<string | null>
						value={split}
						choices={[
							{ value: null, label: say("none") },
							...choices(table.variables.filter(({ kind }) => kind === "discrete")),
						]}
						onChange={(splitBy) => set({ splitBy })}
					/>
				</Field>
			</div>
			{error !== null && (
				<p className="plot-error">{say("bars.failed", { reason: sayMessage(messageOf(error)) })}</p>
			)}
			{!isCurrent && error === null && <Skeleton lines={1} height={280} label={say("bars.counting")} />}
			{isCurrent && distribution.sampleOf !== null && (
				<p className="plot-note">
					{distribution.rows < distribution.sampleOf
						? say("bars.sample", { looked: distribution.rows, rows: distribution.sampleOf })
						: say("bars.sample-all", { rows: distribution.sampleOf })}
				</p>
			)}
			{isCurrent && count === 0 && <p className="plot-note">{say("bars.nothing")}</p>}
			{isCurrent && count > 0 && (
				<Bars
					distribution={distribution}
					variable={variable}
					colors={colors}
					picked={bars}
					onClick={
						table.isLazy ? null : (bar, how) => set({ picked: pickAfterClick(distribution, bars, bar, how) })
					}
				/>
			)}
			{isCurrent && isSplit && (
				<ul className="plot-legend" aria-label={split ?? ""}>
					<li className="plot-legend-name">{split}</li>
					{distribution.series.map(({ name }, i) => (
						<li key={name}>
							<span className="plot-legend-color" style={{ background: colors[i] }} />
							{name}
						</li>
					))}
				</ul>
			)}
			{isCurrent && distribution.missing > 0 && (
				<p className="plot-note">{say("bars.missing", { missing: distribution.missing })}</p>
			)}
			{isCurrent && distribution.others > 0 && (
				<p className="plot-note">{say("bars.others", { others: distribution.others })}</p>
			)}
			{(!table.isLazy || picked !== null) && (
				<div className="plot-bar plot-output">
					<p aria-live="polite" className="figures">
						{picked === null
							? say("bars.none-selected")
							: say("bars.selected", { picked: pickedRows, rows: table.rowCount })}
					</p>
					<Button disabled={picked === null} onClick={() => set({ picked: null })}>
						{say("bars.clear")}
					</Button>
				</div>
			)}
		</>
	);
}

const choices = (variables: readonly VariableInfo[]) =>
	variables.map(({ name, kind }) => ({ value: name, label: name, icon: <TypeIcon kind={kind} /> }));
