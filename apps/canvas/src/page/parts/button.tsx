import { Button as BaseButton } from "@base-ui/react/button";
import type { ComponentProps } from "react";
import "./button.css";

interface Props extends ComponentProps<typeof BaseButton> {
	/** "main": the one thing to do here. "plain": without an edge, for toolbars. */
	kind?: "main" | "normal" | "plain";
}

export function Button({ kind = "normal", className = "", ...rest }: Props) {
	return <BaseButton className={`button button-${kind} ${className}`} {...rest} />;
}
