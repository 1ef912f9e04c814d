import { Tabs as BaseTabs } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import "./tabs.css";

export interface Tab<Name extends string> {
	readonly name: Name;
	readonly label: ReactNode;
	readonly content: ReactNode;
}

/** Several views of one thing, one at a time. */
export function Tabs<Name extends string>({
	value,
	tabs,
	onChange,
	label,
}: {
	value: Name;
	tabs: readonly Tab<Name>[];
	onChange: (name: Name) => void;
	label: string;
}) {
	return (
		<BaseTabs.Root className="tabs" value={value} onValueChange={(next) => onChange(next as Name)}>
			<BaseTabs.List className="tab-list" aria-label={label} activateOnFocus>
				{tabs.map(({ name, label }) => (
					<BaseTabs.Tab key={name} value={name} className="tab">
						{label}
					</BaseTabs.Tab>
				))}
			</BaseTabs.List>
			{tabs.map(({ name, content }) => (
				<BaseTabs.Panel key={name} value={name} className="tab-panel">
					{content}
				</BaseTabs.Panel>
			))}
		</BaseTabs.Root>
	);
}
