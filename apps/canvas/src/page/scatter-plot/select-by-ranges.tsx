import { useState } from "react";
import type { ColumnFilter, RowPick, VariableInfo } from "../../contract";
import { parseBound } from "../data-table/parse-bound";
import { Button } from "../parts/button";
import { Checkbox } from "../parts/checkbox";
import { Field } from "../parts/field";
import { TextInput } from "../parts/text-input";
import { useWords } from "../words/use-words";

/** What a lasso does, without a pointer: rows between two values on both axes. */
export function SelectByRanges({
	x,
	y,
	onPick,
}: {
	x: VariableInfo;
	y: VariableInfo;
	onPick: (picked: RowPick) => void;
}) {
	const { say } = useWords();
	const [filters, setFilters] = useState<Readonly<Record<string, ColumnFilter | null | undefined>>>({});
	const axes = x.name === y.name ? [x] : [x, y];
	const chosen = axes.map(({ name }) => filters[name]);
	const complete = chosen.filter((filter): filter is ColumnFilter => filter !== null && filter !== undefined);
	return (
		<details className="plot-ranges">
			<summary>{say("plot.by-ranges")}</summary>
			<form
				onSubmit={(event) => {
					event.preventDefault();
					if (complete.length > 0 && !chosen.includes(null)) onPick({ by: "filters", filters: complete });
				}}
			>
				{axes.map((variable) => (
					<AxisRange
						key={variable.name}
						variable={variable}
						onChange={(filter) => setFilters((before) => ({ ...before, [variable.name]: filter }))}
					/>
				))}
				<Button type="submit" disabled={complete.length === 0 || chosen.includes(null)}>
					{say("plot.select")}
				</Button>
			</form>
		</details>
	);
}

/** Undefined: any value; null: what was typed is no number or time. */
function AxisRange({
	variable,
	onChange,
}: {
	variable: VariableInfo;
	onChange: (filter: ColumnFilter | null | undefined) => void;
}) {
	const { say } = useWords();
	const [values, setValues] = useState<readonly string[]>([]);
	const [typed, setTyped] = useState({ low: "", high: "" });
	const column = variable.name;
	if (variable.kind === "discrete")
		return (
			<fieldset className="filter-values">
				<legend>{column}</legend>
				{variable.values?.map((value) => (
					// biome-ignore lint/a11y/noLabelWithoutControl: the box inside is the control
					<label key={value}>
						<Checkbox
							label={value}
							checked={values.includes(value)}
							onChange={(checked) => {
								const next = checked ? [...values, value] : values.filter((other) => other !== value);
								setValues(next);
								onChange(next.length === 0 ? undefined : { column, is: "one-of", values: next });
							}}
						/>
						{value}
					</label>
				))}
			</fieldset>
		);
	const type = (next: { low: string; high: string }) => {
		setTyped(next);
		const low = parseBound(next.low, variable);
		const high = parseBound(next.high, variable);
		if (low === null && high === null) onChange(undefined);
		else onChange(Number.isNaN(low) || Number.isNaN(high) ? null : { column, is: "between", low, high });
	};
	return (
		<>
			<Field label={say("plot.from", { column })}>
				<TextInput
					value={typed.low}
					onChange={(event) => type({ ...typed, low: event.currentTarget.value })}
				/>
			</Field>
			<Field label={say("plot.to", { column })}>
				<TextInput
					value={typed.high}
					onChange={(event) => type({ ...typed, high: event.currentTarget.value })}
				/>
			</Field>
		</>
	);
}
