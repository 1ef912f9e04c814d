import type { PlotPoints, VariableInfo } from "../../contract";
import { colorOf } from "../styles/color-of";
import type { Theme } from "../styles/use-theme";
import { colorRamp } from "./color-ramp";

/** Values of a category with a colour of their own; those after them share one. */
export const CATEGORY_COLORS = 10;
const RAMP_STEPS = 64;
const SIZE_STEPS = 10;

/** How points are drawn: for each of them a position in `colors` and in `sizes`. */
export interface PointLook {
	readonly colors: readonly string[];
	readonly color: Float32Array | null;
	/** Diameters, pixels. */
	readonly sizes: readonly number[];
	readonly size: Float32Array | null;
	readonly opacity: number;
}

export function pointLook(points: PlotPoints, color: VariableInfo | undefined, theme: Theme): PointLook {
	const count = points.xs.length;
	const base = count < 2_000 ? 7 : count < 20_000 ? 5 : count < 200_000 ? 3.5 : 2;
	return {
		...colorsOf(points.color, color, theme),
		sizes: points.size === null ? [base] : Array.from({ length: SIZE_STEPS }, (_, i) => 3 + 1.6 * i),
		size:
			points.size === null
				? null
				: points.size.map((value) => Math.round(Math.max(0, value) * (SIZE_STEPS - 1))),
		opacity: count < 2_000 ? 0.9 : count < 20_000 ? 0.7 : count < 200_000 ? 0.5 : 0.35,
	};
}

function colorsOf(values: Float32Array | null, variable: VariableInfo | undefined, theme: Theme) {
	if (values === null || variable === undefined) return { colors: [hex(colorOf("--accent"))], color: null };
	const missing = hex(colorOf("--category-missing"));
	if (variable.kind === "discrete") {
		const colors = [...categoryColors(variable.values?.length ?? 0), missing];
		const last = colors.length - 1;
		return { colors, color: values.map((code) => (code < 0 || code >= last ? last : code)) };
	}
	return {
		colors: [...colorRamp(RAMP_STEPS, theme === "dark"), missing],
		color: values.map((value) => (value < 0 ? RAMP_STEPS : Math.round(value * (RAMP_STEPS - 1)))),
	};
}

/** Of the first values, as the tokens have them. */
export const categoryColors = (values: number): string[] =>
	Array.from({ length: Math.min(values, CATEGORY_COLORS) }, (_, i) => hex(colorOf(`--category-${i + 1}`)));

/** "rgb(1, 2, 3)" as "#010203". */
export const hex = (color: string): string =>
	`#${(color.match(/[\d.]+/g) ?? [])
		.slice(0, 3)
		.map((part) => Math.round(Number(part)).toString(16).padStart(2, "0"))
		.join("")}`;
