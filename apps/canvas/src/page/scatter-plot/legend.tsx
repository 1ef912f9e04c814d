import type { PlotAxis, VariableInfo } from "../../contract";
import { colorOf } from "../styles/color-of";
import { useTheme } from "../styles/use-theme";
import { useWords } from "../words/use-words";
import { colorRamp } from "./color-ramp";
import { CATEGORY_COLORS, categoryColors } from "./point-look";

interface Props {
	readonly color: VariableInfo | undefined;
	readonly colorAxis: PlotAxis | null;
	readonly hasMissing: boolean;
}

/** Which colour stands for what. */
export function Legend({ color, colorAxis, hasMissing }: Props) {
	const { say, format } = useWords();
	const theme = useTheme();
	if (color === undefined) return null;
	const missing = hasMissing ? <Entry color={colorOf("--category-missing")} text={say("missing")} /> : null;
	if (color.kind === "discrete") {
		const values = color.values ?? [];
		const colors = categoryColors(values.length);
		return (
			<ul className="plot-legend" aria-label={color.name}>
				<li className="plot-legend-name">{color.name}</li>
				{colors.map((shown, i) => (
					<Entry key={values[i]} color={shown} text={values[i] ?? ""} />
				))}
				{values.length > CATEGORY_COLORS ? (
					<Entry color={colorOf("--category-missing")} text={say("plot.other")} />
				) : (
					missing
				)}
			</ul>
		);
	}
	if (colorAxis === null) return null;
	const text = (value: number) =>
		color.kind === "time" ? format.value(color, value) : format.number(Number(value.toPrecision(6)));
	return (
		<ul className="plot-legend" aria-label={color.name}>
			<li className="plot-legend-name">{color.name}</li>
			<li className="figures">{text(colorAxis.low)}</li>
			<li>
				<span
					className="plot-legend-ramp"
					style={{ background: `linear-gradient(90deg, ${colorRamp(12, theme === "dark").join(", ")})` }}
				/>
			</li>
			<li className="figures">{text(colorAxis.high)}</li>
			{missing}
		</ul>
	);
}

const Entry = ({ color, text }: { color: string; text: string }) => (
	<li>
		<span className="plot-legend-color" style={{ background: color }} />
		{text}
	</li>
);
