import { Checkbox as BaseCheckbox } from "@base-ui/react/checkbox";
import { Check, Minus } from "lucide-react";
import "./checkbox.css";

/** A box to tick, named by `label` for who cannot see what it stands beside. */
export function Checkbox({
	checked,
	onChange,
	label,
}: {
	/** "some": of the many that it stands for. */
	checked: boolean | "some";
	onChange: (checked: boolean) => void;
	label: string;
}) {
	return (
		<BaseCheckbox.Root
			className="checkbox"
			checked={checked === true}
			indeterminate={checked === "some"}
			onCheckedChange={onChange}
			aria-label={label}
		>
			<BaseCheckbox.Indicator className="checkbox-mark">
				{checked === "some" ? <Minus size={12} aria-hidden /> : <Check size={12} aria-hidden />}
			</BaseCheckbox.Indicator>
		</BaseCheckbox.Root>
	);
}
