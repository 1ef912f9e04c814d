import { Component, type ReactNode } from "react";
import { Button } from "../parts/button";
import { EmptyState } from "../parts/empty-state";
import { useWords } from "../words/use-words";

interface State {
	readonly error: unknown;
	readonly hasFailed: boolean;
}

/** Keeps a panel that breaks from taking the window with it. */
export class PanelBoundary extends Component<{ children: ReactNode }, State> {
	override state: State = { error: null, hasFailed: false };

	static getDerivedStateFromError(error: unknown): State {
		return { error, hasFailed: true };
	}

	override render(): ReactNode {
		if (!this.state.hasFailed) return this.props.children;
		return <BrokenPanel error={this.state.error} onAgain={() => this.setState({ hasFailed: false })} />;
	}
}

function BrokenPanel({ error, onAgain }: { error: unknown; onAgain: () => void }) {
	const { say } = useWords();
	const reason = error instanceof Error ? error.message : String(error);
	return (
		<EmptyState title={say("frame.panel-failed", { reason })}>
			<Button onClick={onAgain}>{say("frame.panel-again")}</Button>
		</EmptyState>
	);
}
