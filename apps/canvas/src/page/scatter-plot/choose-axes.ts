import type { ScatterPlotSettings, VariableInfo } from "../../contract";
import { CATEGORY_COLORS } from "./point-look";

interface Axes {
	readonly x: VariableInfo | undefined;
	readonly y: VariableInfo | undefined;
	readonly color: VariableInfo | undefined;
	readonly size: VariableInfo | undefined;
}

export const isPlottable = ({ kind }: VariableInfo): boolean => kind !== "string";
export const isMeasured = ({ kind }: VariableInfo): boolean => kind === "continuous" || kind === "time";

/** What is plotted: the columns that were chosen, as far as there are such; else the first two numbers, times or, last, categories. */
export function chooseAxes(variables: readonly VariableInfo[], settings: ScatterPlotSettings): Axes {
	const named = (name: string | null) =>
		variables.find((variable) => variable.name === name && isPlottable(variable));
	const candidates = [
		...variables.filter(({ kind }) => kind === "continuous"),
		...variables.filter(({ kind }) => kind === "time"),
		...variables.filter(({ kind }) => kind === "discrete"),
	];
	const x = named(settings.x) ?? candidates.find(({ name }) => name !== settings.y) ?? candidates[0];
	const y = named(settings.y) ?? candidates.find((variable) => variable !== x) ?? x;
	return {
		x,
		y,
		color: settings.color === null ? firstCategory(variables) : named(settings.color),
		size: named(settings.size),
	};
}

/** The target, else the first category with few enough values. */
function firstCategory(variables: readonly VariableInfo[]): VariableInfo | undefined {
	const isFit = ({ kind, values = [] }: VariableInfo) =>
		kind === "discrete" && values.length > 1 && values.length <= CATEGORY_COLORS;
	const fit = variables.filter(isFit);
	return fit.find(({ role }) => role === "target") ?? fit[0];
}
