import { Switch as BaseSwitch } from "@base-ui/react/switch";
import type { ReactNode } from "react";
import "./switch.css";

/** On or off, with what that means below its name. */
export function Switch({
	checked,
	onChange,
	label,
	help,
	disabled = false,
}: {
	checked: boolean;
	onChange: (checked: boolean) => void;
	label: ReactNode;
	help?: ReactNode;
	disabled?: boolean;
}) {
	return (
		// biome-ignore lint/a11y/noLabelWithoutControl: the switch inside is the control
		<label className="switch-field">
			<BaseSwitch.Root className="switch" checked={checked} onCheckedChange={onChange} disabled={disabled}>
				<BaseSwitch.Thumb className="switch-thumb" />
			</BaseSwitch.Root>
			<span>
				{label}
				{help !== undefined && <span className="field-help switch-help">{help}</span>}
			</span>
		</label>
	);
}
