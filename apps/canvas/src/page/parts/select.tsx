import { Select as BaseSelect } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import "./select.css";

export interface Choice<Value> {
	readonly value: Value;
	readonly label: string;
	readonly icon?: ReactNode;
}

/** One of some choices. In a {@link Field} it has that one's name; elsewhere `label` is read aloud. */
export function Select<Value extends string | null>({
	value,
	choices,
	onChange,
	label,
	disabled = false,
	quiet = false,
	hidesValue = false,
}: {
	value: Value;
	choices: readonly Choice<Value>[];
	onChange: (value: Value) => void;
	label?: string;
	disabled?: boolean;
	/** Without an edge until it is pointed at, for rows of many. */
	quiet?: boolean;
	/** Only the icon of what is chosen, whose name is then said beside it. */
	hidesValue?: boolean;
}) {
	const chosen = choices.find((choice) => choice.value === value);
	return (
		<BaseSelect.Root
			value={value}
			onValueChange={(next) => onChange(next as Value)}
			disabled={disabled}
			modal={false}
			items={choices}
		>
			<BaseSelect.Trigger className={quiet ? "select select-quiet" : "select"} aria-label={label}>
				{chosen?.icon}
				<BaseSelect.Value className={hidesValue ? "heard" : "select-value"} />
				<BaseSelect.Icon className="select-icon">
					<ChevronDown size={14} aria-hidden />
				</BaseSelect.Icon>
			</BaseSelect.Trigger>
			<BaseSelect.Portal>
				<BaseSelect.Positioner className="select-positioner" alignItemWithTrigger={false} sideOffset={4}>
					<BaseSelect.Popup className="select-popup">
						<BaseSelect.List>
							{choices.map((choice) => (
								<BaseSelect.Item key={choice.value} value={choice.value} className="select-item">
									<BaseSelect.ItemIndicator className="select-check">
										<Check size={14} aria-hidden />
									</BaseSelect.ItemIndicator>
									{choice.icon}
									<BaseSelect.ItemText className="select-text">{choice.label}</BaseSelect.ItemText>
								</BaseSelect.Item>
							))}
						</BaseSelect.List>
					</BaseSelect.Popup>
				</BaseSelect.Positioner>
			</BaseSelect.Portal>
		</BaseSelect.Root>
	);
}
