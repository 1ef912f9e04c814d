import type { ScatterPlotSettings, VariableInfo } from "../../contract";
import { Field } from "../parts/field";
import { Select } from "../parts/select";
import { TypeIcon } from "../parts/type-icon";
import { useWords } from "../words/use-words";
import { isMeasured, isPlottable } from "./choose-axes";

interface Props {
	readonly variables: readonly VariableInfo[];
	readonly x: VariableInfo;
	readonly y: VariableInfo;
	readonly color: VariableInfo | undefined;
	readonly size: VariableInfo | undefined;
	readonly onChange: (settings: Partial<ScatterPlotSettings>) => void;
}

/** Which columns are the axes, the colour and the size. */
export function ChooseColumns({ variables, x, y, color, size, onChange }: Props) {
	const { say } = useWords();
	const choices = (fits: (variable: VariableInfo) => boolean) =>
		variables
			.filter(fits)
			.map(({ name, kind }) => ({ value: name, label: name, icon: <TypeIcon kind={kind} /> }));
	const none = { value: "", label: say("none") };
	return (
		<div className="plot-columns">
			<Field label={say("plot.x")}>
				<Select value={x.name} choices={choices(isPlottable)} onChange={(x) => onChange({ x })} />
			</Field>
			<Field label={say("plot.y")}>
				<Select value={y.name} choices={choices(isPlottable)} onChange={(y) => onChange({ y })} />
			</Field>
			<Field label={say("plot.color")}>
				<Select<string>
					value={color?.name ?? ""}
					choices={[none, ...choices(isPlottable)]}
					onChange={(color) => onChange({ color })}
				/>
			</Field>
			<Field label={say("plot.size")}>
				<Select<string>
					value={size?.name ?? ""}
					choices={[none, ...choices(isMeasured)]}
					onChange={(size) => onChange({ size })}
				/>
			</Field>
		</div>
	);
}
