import { Maximize2, Minimize2, Pin, PinOff, X } from "lucide-react";
import { type ComponentType, Suspense, useState } from "react";
import { PANELS, type PanelProps } from "../panels";
import { IconButton } from "../parts/icon-button";
import { Skeleton } from "../parts/skeleton";
import { useNode, useNodeState } from "../store/use-canvas";
import { setUrl, useUrlParam } from "../url/url-state";
import { useWords } from "../words/use-words";
import { shownTitle } from "../workflow/shown-title";
import { StatusIcon } from "../workflow/status-icon";
import { TitleEditor } from "../workflow/title-editor";
import { WidgetIcon } from "../workflow/widget-icon";
import { openNode } from "./open-node";
import { PanelBoundary } from "./panel-boundary";
import "./panel-frame.css";

/** A node's panel under its name, which can be clicked to change it. */
export function PanelFrame({ id, isPinned, isLast }: { id: string; isPinned: boolean; isLast: boolean }) {
	const { say } = useWords();
	const node = useNode(id);
	const state = useNodeState(id);
	if (node === undefined || state === undefined) return <GonePanel isPinned={isPinned} />;
	const title = shownTitle(node, (widget) => say(`widget.${widget}`));
	const Panel = PANELS[node.widget] as ComponentType<PanelProps>;
	return (
		<section className="panel" aria-label={say("frame.panel", { title })}>
			<header className="panel-head">
				<WidgetIcon widget={node.widget} size={18} />
				<Title id={id} title={title} />
				<StatusIcon status={state.status} size={16} />
				<PanelButtons id={id} isPinned={isPinned} isLast={isLast} />
			</header>
			<div className="panel-body">
				<PanelBoundary key={id}>
					<Suspense fallback={<Skeleton lines={6} label={say("loading")} />}>
						<Panel node={node} state={state} />
					</Suspense>
				</PanelBoundary>
			</div>
		</section>
	);
}

function Title({ id, title }: { id: string; title: string }) {
	const { say } = useWords();
	const [isRenaming, setRenaming] = useState(false);
	if (isRenaming) return <TitleEditor id={id} title={title} onDone={() => setRenaming(false)} />;
	return (
		<h2 className="panel-title">
			<button type="button" onClick={() => setRenaming(true)} title={say("workflow.rename")}>
				{title}
			</button>
		</h2>
	);
}

function PanelButtons({ id, isPinned, isLast }: { id: string; isPinned: boolean; isLast: boolean }) {
	const { say } = useWords();
	const isFull = useUrlParam("full") !== null;
	return (
		<>
			{!isPinned && (
				<IconButton icon={Pin} label={say("frame.pin")} onClick={() => setUrl({ pin: id, node: null })} />
			)}
			{isLast && (
				<IconButton
					icon={isFull ? Minimize2 : Maximize2}
					label={say(isFull ? "frame.full.back" : "frame.full")}
					onClick={() => setUrl({ full: isFull ? null : "1" })}
				/>
			)}
			{isPinned ? (
				<IconButton icon={PinOff} label={say("frame.unpin")} onClick={() => setUrl({ pin: null })} />
			) : (
				<IconButton icon={X} label={say("frame.close")} onClick={() => openNode(null)} />
			)}
		</>
	);
}

function GonePanel({ isPinned }: { isPinned: boolean }) {
	const { say } = useWords();
	return (
		<section className="panel" aria-label={say("frame.gone")}>
			<header className="panel-head">
				<p className="panel-title">{say("frame.gone")}</p>
				<IconButton
					icon={X}
					label={say("frame.close")}
					onClick={() => setUrl(isPinned ? { pin: null } : { node: null, full: null })}
				/>
			</header>
		</section>
	);
}
