import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import "./empty-state.css";

/** What to do where there is nothing yet. */
export function EmptyState({
	icon: Icon,
	title,
	children,
}: {
	icon?: LucideIcon;
	title: string;
	children?: ReactNode;
}) {
	return (
		<div className="empty-state">
			{Icon !== undefined && <Icon size={24} aria-hidden strokeWidth={1.5} />}
			<p className="empty-state-title">{title}</p>
			{children}
		</div>
	);
}
