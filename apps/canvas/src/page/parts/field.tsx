import { Field as BaseField } from "@base-ui/react/field";
import type { ReactNode } from "react";
import "./field.css";

/** A control under its name, with what it means below it. */
export function Field({
	label,
	help,
	inline = false,
	children,
}: {
	label: ReactNode;
	help?: ReactNode;
	/** The name beside the control. */
	inline?: boolean;
	children: ReactNode;
}) {
	return (
		<BaseField.Root className={inline ? "field field-inline" : "field"}>
			<BaseField.Label className="field-label">{label}</BaseField.Label>
			{children}
			{help !== undefined && <BaseField.Description className="field-help">{help}</BaseField.Description>}
		</BaseField.Root>
	);
}
