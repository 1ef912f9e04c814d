import { CircleX, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { Message } from "../../contract";
import { useWords } from "../words/use-words";
import "./message-list.css";

const ICONS = { information: Info, warning: TriangleAlert, error: CircleX };

/** What a node has to say: errors first. `action` is what can be done about the first of them, such as Retry. */
export function MessageList({ messages, action }: { messages: readonly Message[]; action?: ReactNode }) {
	const { explain, say } = useWords();
	const order = ["error", "warning", "information"];
	const sorted = messages.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
	if (sorted.length === 0) return null;
	return (
		<ul className="messages" aria-live="polite">
			{sorted.map((message, i) => {
				const Icon = ICONS[message.severity];
				const { said, detail } = explain(message);
				return (
					<li key={`${message.key} ${message.text}`} className={`message message-${message.severity}`}>
						<Icon size={16} role="img" aria-label={say(`severity.${message.severity}`)} />
						<p>
							{said}
							{detail !== null && (
								<span className="message-detail" lang="en">
									{detail}
								</span>
							)}
						</p>
						{i === 0 && action}
					</li>
				);
			})}
		</ul>
	);
}
