import { Menu } from "@base-ui/react/menu";
import { useRef } from "react";
import { type OutputName, WIDGET_PORTS, type WidgetName, type Workflow } from "../../contract";
import { openNode } from "../frame/open-node";
import { sendCommand } from "../store/send-command";
import { useWords } from "../words/use-words";
import { addWidget } from "./add-widget";
import { canConnect } from "./can-connect";
import { newId } from "./new-node";
import { shownTitle } from "./shown-title";
import { WidgetIcon } from "./widget-icon";
import "./node-menu.css";

interface Point {
	readonly x: number;
	readonly y: number;
}

export type NodeMenuTarget =
	/** What can be done with a node; `element` is where the focus goes back to. */
	| { kind: "node"; id: string; at: Point; element?: Element }
	/** Which widget to put at a position, fed by a node's output if one is given. */
	| { kind: "add"; at: Point; position: Point; from?: string; output?: OutputName };

interface Props {
	target: NodeMenuTarget | null;
	workflow: Workflow;
	onClose: () => void;
	onRename: (id: string) => void;
}

/** The menu of a node or of an empty place, where it was asked for. */
export function NodeMenu({ target, workflow, onClose, onRename }: Props) {
	const { x, y } = target?.at ?? { x: 0, y: 0 };
	// When the menu gives the focus back, its target is gone already.
	const opener = useRef<Element | undefined>(undefined);
	if (target !== null) opener.current = target.kind === "node" ? target.element : undefined;
	const anchor = { getBoundingClientRect: () => new DOMRect(x, y, 0, 0) };
	return (
		<Menu.Root open={target !== null} onOpenChange={(open) => !open && onClose()} modal={false}>
			<Menu.Portal>
				<Menu.Positioner anchor={anchor} side="bottom" align="start" className="menu-positioner">
					<Menu.Popup
						className="menu"
						finalFocus={() => (opener.current instanceof HTMLElement ? opener.current : false)}
					>
						{target?.kind === "node" && <NodeItems id={target.id} workflow={workflow} onRename={onRename} />}
						{target?.kind === "add" && <WidgetItems {...target} onlyWithInput={target.from !== undefined} />}
					</Menu.Popup>
				</Menu.Positioner>
			</Menu.Portal>
		</Menu.Root>
	);
}

function NodeItems({
	id,
	workflow,
	onRename,
}: {
	id: string;
	workflow: Workflow;
	onRename: (id: string) => void;
}) {
	const { say } = useWords();
	const node = workflow.nodes.find((one) => one.id === id);
	if (node === undefined) return null;
	const targets = workflow.nodes.filter((one) => canConnect(workflow, id, one.id));
	const links = workflow.links.filter(({ from, to }) => from === id || to === id).map((link) => link.id);
	return (
		<>
			<Item onClick={() => openNode(id)}>{say("workflow.open")}</Item>
			<Item onClick={() => openNode(id, { full: true })}>{say("workflow.open-full")}</Item>
			{/* After the menu has given the focus back. */}
			<Item onClick={() => setTimeout(() => onRename(id), 50)}>{say("workflow.rename")}</Item>
			{WIDGET_PORTS[node.widget].outputs.map((output) => (
				<Menu.SubmenuRoot key={output}>
					<Menu.SubmenuTrigger className="menu-item" disabled={targets.length === 0}>
						{say("workflow.connect", { output: say(`output.${output}`) })}
						<span aria-hidden>›</span>
					</Menu.SubmenuTrigger>
					<Menu.Portal>
						<Menu.Positioner className="menu-positioner" sideOffset={2}>
							<Menu.Popup className="menu">
								{targets.map((target) => (
									<Item key={target.id} onClick={() => link(workflow, id, output, target.id)}>
										<WidgetIcon widget={target.widget} size={14} />
										{shownTitle(target, (widget) => say(`widget.${widget}`))}
									</Item>
								))}
							</Menu.Popup>
						</Menu.Positioner>
					</Menu.Portal>
				</Menu.SubmenuRoot>
			))}
			{links.length > 0 && (
				<Item onClick={() => sendCommand({ type: "delete", nodes: [], links })}>
					{say("workflow.disconnect")}
				</Item>
			)}
			<Menu.Separator className="menu-separator" />
			<Item onClick={() => sendCommand({ type: "delete", nodes: [id], links: [] })}>
				{say("workflow.delete")}
			</Item>
		</>
	);
}

const link = (workflow: Workflow, from: string, output: OutputName, to: string) =>
	sendCommand({ type: "add-link", id: newId(workflow.links, "link"), from, output, to });

function WidgetItems({
	position,
	from,
	output,
	onlyWithInput,
}: {
	position: Point;
	from?: string;
	output?: OutputName;
	onlyWithInput: boolean;
}) {
	const { say } = useWords();
	const widgets = (Object.keys(WIDGET_PORTS) as WidgetName[]).filter(
		(widget) => !onlyWithInput || WIDGET_PORTS[widget].hasInput,
	);
	return widgets.map((widget) => (
		<Item key={widget} onClick={() => addWidget(widget, { position, beside: from, output })}>
			<WidgetIcon widget={widget} size={14} />
			{say(`widget.${widget}`)}
		</Item>
	));
}

function Item({ onClick, children }: { onClick: () => void; children: React.ReactNode }) {
	return (
		<Menu.Item className="menu-item" onClick={onClick}>
			{children}
		</Menu.Item>
	);
}
