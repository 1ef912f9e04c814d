import { Tooltip } from "@base-ui/react/tooltip";
import type { ReactElement } from "react";
import "./tip.css";

/** A name or the exact value of something, on hover and on focus. It repeats what is read aloud: nothing is only here. */
export function Tip({
	text,
	side = "bottom",
	children,
}: {
	text: string;
	side?: "top" | "bottom" | "left" | "right";
	children: ReactElement<Record<string, unknown>>;
}) {
	return (
		<Tooltip.Root>
			<Tooltip.Trigger render={children} />
			<Tooltip.Portal>
				<Tooltip.Positioner side={side} sideOffset={6} className="tip-positioner">
					<Tooltip.Popup className="tip">{text}</Tooltip.Popup>
				</Tooltip.Positioner>
			</Tooltip.Portal>
		</Tooltip.Root>
	);
}
