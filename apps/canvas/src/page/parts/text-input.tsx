import { Input } from "@base-ui/react/input";
import type { ComponentProps } from "react";
import "./field.css";

/** One line to type into; in a {@link Field} it has that one's name. */
export function TextInput({ className = "", ...rest }: ComponentProps<typeof Input>) {
	return <Input className={`input ${className}`} autoComplete="off" spellCheck={false} {...rest} />;
}
