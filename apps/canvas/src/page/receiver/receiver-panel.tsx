import type { PanelProps } from "../panels";

export default function ReceiverPanel({ node }: PanelProps<"receiver">) {
	return <p>{node.title}</p>;
}
