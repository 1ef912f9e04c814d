import type { PanelProps } from "../panels";

export default function DistributionsPanel({ node }: PanelProps<"distributions">) {
	return <p>{node.title}</p>;
}
