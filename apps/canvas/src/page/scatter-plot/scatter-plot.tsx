import { Maximize } from "lucide-react";
import { useMemo, useState } from "react";
import type { PlotPoints, ScatterPlotSettings, TableInfo, WorkflowNode } from "../../contract";
import { Button } from "../parts/button";
import { EmptyState } from "../parts/empty-state";
import { IconButton } from "../parts/icon-button";
import { Segmented } from "../parts/segmented";
import { Skeleton } from "../parts/skeleton";
import { messageOf } from "../store/error-message";
import { sendCommand } from "../store/send-command";
import { useTheme } from "../styles/use-theme";
import { useWords } from "../words/use-words";
import { chooseAxes } from "./choose-axes";
import { ChooseColumns } from "./choose-columns";
import { Legend } from "./legend";
import { isPickedHere } from "./picked-points";
import { PlotArea } from "./plot-area";
import { pointLook } from "./point-look";
import type { PlotTool } from "./point-plot";
import { SelectByRanges } from "./select-by-ranges";
import { usePoints } from "./use-points";

interface Props {
	readonly node: Extract<WorkflowNode, { widget: "scatter-plot" }>;
	readonly table: TableInfo;
	readonly pickedRows: number;
}

export function ScatterPlot({ node, table, pickedRows }: Props) {
	const { say, sayMessage } = useWords();
	const theme = useTheme();
	const [chosenTool, setTool] = useState<PlotTool>("lasso");
	const [wholeAsked, setWholeAsked] = useState(0);
	const { settings } = node;
	// Of a sample nothing can be picked: which rows it would mean is not known.
	const tool = table.isLazy ? "move" : chosenTool;
	const { picked } = settings;
	// A table never changes, but each of the server's events brings another copy of its description.
	// biome-ignore lint/correctness/useExhaustiveDependencies: see there
	const variables = useMemo(() => table.variables, [table.id]);
	const { x, y, color, size } = chooseAxes(variables, settings);
	const isOurs = isPickedHere(picked, x?.name ?? "", y?.name ?? "");
	const { points, error, isFetching } = usePoints(table.id, {
		x: x?.name ?? null,
		y: y?.name ?? null,
		color: color?.name ?? null,
		size: size?.name ?? null,
		node: node.id,
		pickedKey: isOurs ? "" : JSON.stringify(picked),
	});
	const look = useMemo(
		() => (points === null ? null : pointLook(points, color, theme)),
		[points, color, theme],
	);
	if (x === undefined || y === undefined) return <EmptyState title={say("plot.no-columns")} />;

	const set = (settings: Partial<ScatterPlotSettings>) =>
		void sendCommand({ type: "set", id: node.id, settings });
	const tools: readonly PlotTool[] = ["lasso", "rectangle", "move"];
	return (
		<>
			<ChooseColumns variables={variables} x={x} y={y} color={color} size={size} onChange={set} />
			<div className="plot-bar">
				{table.isLazy ? (
					<p className="plot-note">{points !== null && <SampleWords points={points} />}</p>
				) : (
					<Segmented
						label={say("plot.tool")}
						value={tool}
						onChange={setTool}
						choices={tools.map((value) => ({ value, label: say(`plot.${value}`) }))}
					/>
				)}
				<IconButton icon={Maximize} label={say("plot.whole")} onClick={() => setWholeAsked(wholeAsked + 1)} />
			</div>
			{error !== null && (
				<p className="plot-error">{say("plot.failed", { reason: sayMessage(messageOf(error)) })}</p>
			)}
			{points === null || look === null ? (
				isFetching && <Skeleton lines={1} height={320} label={say("plot.drawing")} />
			) : (
				<>
					<PlotArea
						points={points}
						x={variables.find(({ name }) => name === points.x.column) ?? x}
						y={variables.find(({ name }) => name === points.y.column) ?? y}
						look={look}
						tool={tool}
						picked={picked}
						onPick={(picked) => !table.isLazy && set({ picked })}
						wholeAsked={wholeAsked}
					/>
					<Legend
						color={points.color === null ? undefined : color}
						colorAxis={points.colorAxis}
						hasMissing={points.color?.some((value) => value < 0) ?? false}
					/>
					{points.missing > 0 && (
						<p className="plot-note">{say("plot.missing", { missing: points.missing })}</p>
					)}
					{points.ofRows > points.xs.length && (
						<p className="plot-note">
							{say("plot.sampled", { drawn: points.xs.length, rows: points.ofRows })}
						</p>
					)}
				</>
			)}
			{!table.isLazy && (
				<>
					<div className="plot-bar plot-output">
						<p aria-live="polite" className="figures">
							{picked === null
								? say("plot.none-selected")
								: say("plot.selected", { picked: pickedRows, rows: table.rowCount })}
						</p>
						<Button disabled={picked === null} onClick={() => set({ picked: null })}>
							{say("plot.clear")}
						</Button>
					</div>
					<SelectByRanges key={`${x.name} ${y.name}`} x={x} y={y} onPick={(picked) => set({ picked })} />
				</>
			)}
		</>
	);
}

/** Of how many rows what is drawn is a sample. */
function SampleWords({ points: { sampleOf, ofRows, missing } }: { points: PlotPoints }) {
	const { say } = useWords();
	const looked = ofRows + missing;
	if (sampleOf === null) return null;
	return looked < sampleOf
		? say("plot.sample", { looked, rows: sampleOf })
		: say("plot.sample-all", { rows: sampleOf });
}
