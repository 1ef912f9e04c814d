import { Toggle } from "@base-ui/react/toggle";
import { ToggleGroup } from "@base-ui/react/toggle-group";
import "./segmented.css";

/** One of a few choices, all in sight. */
export function Segmented<Value extends string>({
	value,
	choices,
	onChange,
	label,
	disabled = false,
}: {
	value: Value;
	choices: readonly { readonly value: Value; readonly label: string }[];
	onChange: (value: Value) => void;
	label: string;
	disabled?: boolean;
}) {
	return (
		<ToggleGroup
			className="segmented"
			aria-label={label}
			value={[value]}
			// The one that is pressed stays so.
			onValueChange={([next]) => next !== undefined && onChange(next)}
			disabled={disabled}
		>
			{choices.map((choice) => (
				<Toggle key={choice.value} value={choice.value} className="segment">
					{choice.label}
				</Toggle>
			))}
		</ToggleGroup>
	);
}
