import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { Button } from "./button";
import { Tip } from "./tip";

interface Props extends ComponentProps<typeof Button> {
	icon: LucideIcon;
	/** What it does: read aloud, and shown on hover and focus. */
	label: string;
	side?: "top" | "bottom" | "left" | "right";
}

/** A button that is an icon only, with its name on hover. */
export function IconButton({ icon: Icon, label, side = "bottom", kind = "plain", ...rest }: Props) {
	return (
		<Tip text={label} side={side}>
			<Button kind={kind} aria-label={label} {...rest}>
				<Icon size={16} aria-hidden />
			</Button>
		</Tip>
	);
}
