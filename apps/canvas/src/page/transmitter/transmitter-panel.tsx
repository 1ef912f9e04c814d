import type { PanelProps } from "../panels";

export default function TransmitterPanel({ node }: PanelProps<"transmitter">) {
	return <p>{node.title}</p>;
}
