import { useId, useState } from "react";
import type { VariableInfo } from "../../contract";
import { TextInput } from "../parts/text-input";
import { useWords } from "../words/use-words";

/** A field that names columns as one types, and goes to the one that is chosen or comes first. */
export function GoToColumn({
	variables,
	onGo,
}: {
	variables: readonly VariableInfo[];
	onGo: (column: number) => void;
}) {
	const { say } = useWords();
	const list = useId();
	const [typed, setTyped] = useState("");
	const isUnknown = typed !== "" && columnOf(typed, variables) === -1;
	const go = (text: string) => {
		const column = columnOf(text, variables);
		if (column >= 0) onGo(column);
	};
	return (
		<form
			className="go-to-column"
			onSubmit={(event) => {
				event.preventDefault();
				go(typed);
			}}
		>
			<TextInput
				type="search"
				list={list}
				aria-label={say("table.go-to")}
				placeholder={say("table.go-to")}
				aria-invalid={isUnknown}
				title={isUnknown ? say("table.no-such-column") : undefined}
				value={typed}
				onChange={(event) => {
					const text = event.currentTarget.value;
					setTyped(text);
					// Chosen from the list, rather than typed letter by letter.
					if (variables.some(({ name }) => name === text)) go(text);
				}}
			/>
			<datalist id={list}>
				{variables.map(({ name }) => (
					<option key={name} value={name} />
				))}
			</datalist>
		</form>
	);
}

/** Of that name, else the first that begins so, else the first that has it in its name; -1: none. */
function columnOf(typed: string, variables: readonly VariableInfo[]): number {
	const wanted = typed.toLowerCase();
	const names = variables.map(({ name }) => name.toLowerCase());
	const tests = [
		(name: string) => name === wanted,
		(name: string) => name.startsWith(wanted),
		(name: string) => name.includes(wanted),
	];
	for (const test of tests) {
		const column = names.findIndex(test);
		if (column >= 0) return column;
	}
	return -1;
}
