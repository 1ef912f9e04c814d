import { useState } from "react";
import type { ColumnFilter, VariableInfo } from "../../contract";
import { Button } from "../parts/button";
import { Checkbox } from "../parts/checkbox";
import { Field } from "../parts/field";
import { Select } from "../parts/select";
import { TextInput } from "../parts/text-input";
import { TypeIcon } from "../parts/type-icon";
import { useWords } from "../words/use-words";
import { parseBound } from "./parse-bound";

type Condition = ColumnFilter["is"];

const CONDITIONS: Readonly<Record<VariableInfo["kind"], readonly Condition[]>> = {
	continuous: ["between", "missing", "present"],
	time: ["between", "missing", "present"],
	discrete: ["one-of", "missing", "present"],
	string: ["containing", "missing", "present"],
};

/** One more filter: a column, what must hold, and with which values. */
export function FilterEditor({
	variables,
	onAdd,
}: {
	variables: readonly VariableInfo[];
	onAdd: (filter: ColumnFilter) => void;
}) {
	const { say } = useWords();
	const [name, setName] = useState(variables[0]?.name ?? "");
	const variable = variables.find((variable) => variable.name === name) ?? variables[0];
	const [condition, setCondition] = useState<Condition | null>(null);
	const [low, setLow] = useState("");
	const [high, setHigh] = useState("");
	const [text, setText] = useState("");
	const [values, setValues] = useState<readonly string[]>([]);
	if (variable === undefined) return null;

	const conditions = CONDITIONS[variable.kind];
	const is = condition !== null && conditions.includes(condition) ? condition : (conditions[0] as Condition);
	const filter = filterOf(variable, is, { low, high, text, values });
	const choose = (next: string) => {
		setName(next);
		setValues([]);
		setLow("");
		setHigh("");
	};
	const example = variable.kind === "time" ? "2024-12-31" : "";
	return (
		<form
			className="filter-editor"
			onSubmit={(event) => {
				event.preventDefault();
				if (filter !== null) onAdd(filter);
			}}
		>
			<Field label={say("filter.column")}>
				<Select
					value={variable.name}
					choices={variables.map(({ name, kind }) => ({
						value: name,
						label: name,
						icon: <TypeIcon kind={kind} />,
					}))}
					onChange={choose}
				/>
			</Field>
			<Field label={say("filter.condition")}>
				<Select
					value={is}
					choices={conditions.map((value) => ({ value, label: say(`filter.${value}`) }))}
					onChange={setCondition}
				/>
			</Field>
			{is === "between" && (
				<>
					<Field label={say("filter.from")}>
						<TextInput
							value={low}
							placeholder={example}
							onChange={(event) => setLow(event.currentTarget.value)}
						/>
					</Field>
					<Field label={say("filter.to")}>
						<TextInput
							value={high}
							placeholder={example}
							onChange={(event) => setHigh(event.currentTarget.value)}
						/>
					</Field>
				</>
			)}
			{is === "containing" && (
				<Field label={say("filter.text")}>
					<TextInput value={text} onChange={(event) => setText(event.currentTarget.value)} />
				</Field>
			)}
			{is === "one-of" && (
				<fieldset className="filter-values">
					<legend>{say("filter.values")}</legend>
					{variable.values?.map((value) => (
						// biome-ignore lint/a11y/noLabelWithoutControl: the box inside is the control
						<label key={value}>
							<Checkbox
								label={value}
								checked={values.includes(value)}
								onChange={(checked) =>
									setValues(checked ? [...values, value] : values.filter((other) => other !== value))
								}
							/>
							{value}
						</label>
					))}
				</fieldset>
			)}
			<Button type="submit" kind="main" disabled={filter === null}>
				{say("filter.apply")}
			</Button>
		</form>
	);
}

/** Null: something is missing, or is no number. */
function filterOf(
	variable: VariableInfo,
	is: Condition,
	typed: { low: string; high: string; text: string; values: readonly string[] },
): ColumnFilter | null {
	const column = variable.name;
	if (is === "missing" || is === "present") return { column, is };
	if (is === "containing") return typed.text === "" ? null : { column, is, text: typed.text };
	if (is === "one-of") return typed.values.length === 0 ? null : { column, is, values: typed.values };
	const low = parseBound(typed.low, variable);
	const high = parseBound(typed.high, variable);
	if ((low === null && high === null) || Number.isNaN(low) || Number.isNaN(high)) return null;
	return { column, is, low, high };
}
