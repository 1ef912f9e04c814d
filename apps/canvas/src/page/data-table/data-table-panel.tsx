import type { PanelProps } from "../panels";

export default function DataTablePanel({ node }: PanelProps<"data-table">) {
	return <p>{node.title}</p>;
}
