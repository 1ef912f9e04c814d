import type { ColumnSummary, VariableInfo } from "../../contract";
import { useWords } from "../words/use-words";
import "./value-shape.css";

const WIDTH = 72;
const HEIGHT = 22;

/** How a column's values are spread: a small histogram of numbers and times, shares of the most frequent values of others. */
export function ValueShape({
	variable,
	summary,
}: {
	variable: VariableInfo;
	summary: ColumnSummary | null | undefined;
}) {
	const { say, format } = useWords();
	if (summary === undefined) return <span className="value-shape-coming" />;
	if (summary?.histogram) {
		const { low, high, counts } = summary.histogram;
		const text = say("receiver.columns.range", {
			low: format.value(numeric(variable), low),
			high: format.value(numeric(variable), high),
		});
		return <Bars counts={counts} text={text} />;
	}
	if (!summary?.top || summary.top.length === 0) return null;
	const { top } = summary;
	const text = top.map(({ value, count }) => `${value}: ${format.number(count)}`).join("\n");
	return <Bars counts={top.map(({ count }) => count)} text={text} isOfValues />;
}

/** The ends of a histogram are numbers, whatever becomes of the column. */
const numeric = (variable: VariableInfo): VariableInfo =>
	variable.kind === "time" || variable.kind === "continuous" ? variable : { ...variable, kind: "continuous" };

function Bars({
	counts,
	text,
	isOfValues = false,
}: {
	counts: readonly number[];
	text: string;
	isOfValues?: boolean;
}) {
	const most = Math.max(1, ...counts);
	const width = WIDTH / Math.max(counts.length, isOfValues ? 4 : 1);
	const gap = isOfValues ? 2 : 0.5;
	return (
		<svg className="value-shape" width={WIDTH} height={HEIGHT} role="img" aria-label={text}>
			<title>{text}</title>
			{counts.map((count, i) => {
				// What is there is seen, however little.
				const height = count === 0 ? 0 : Math.max(1, (count / most) * (HEIGHT - 1));
				return (
					<rect
						// biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
						key={i}
						x={i * width}
						y={HEIGHT - height}
						width={Math.max(0.5, width - gap)}
						height={height}
					/>
				);
			})}
		</svg>
	);
}
