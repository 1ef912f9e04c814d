import { Languages, Moon, Redo2, Save, Sun, Undo2 } from "lucide-react";
import type { WidgetName } from "../../contract";
import { Button } from "../parts/button";
import { IconButton } from "../parts/icon-button";
import { Tip } from "../parts/tip";
import { sendCommand } from "../store/send-command";
import { useCanvas } from "../store/use-canvas";
import { chooseTheme, useTheme } from "../styles/use-theme";
import { useUrlParam } from "../url/url-state";
import { LANGUAGES } from "../words/language";
import { useWords } from "../words/use-words";
import { addWidget } from "../workflow/add-widget";
import { WIDGET_DRAG_TYPE } from "../workflow/widget-drag-type";
import { WidgetIcon } from "../workflow/widget-icon";
import { OpenWorkflow } from "./open-workflow";
import { saveWorkflow } from "./save-workflow";
import "./toolbox.css";

const WIDGETS: readonly WidgetName[] = [
	"receiver",
	"data-table",
	"scatter-plot",
	"distributions",
	"transmitter",
];

/** The left edge: widgets to click or to drag into the workflow; below them what concerns the whole of it. */
export function Toolbox({ isDead }: { isDead: boolean }) {
	const { say } = useWords();
	const open = useUrlParam("node");
	return (
		<nav className="toolbox" aria-label={say("frame.toolbox")} inert={isDead}>
			{WIDGETS.map((widget) => (
				<Tip key={widget} text={say(`widget.${widget}`)} side="right">
					<Button
						kind="plain"
						className="toolbox-widget"
						aria-label={say("frame.add", { widget: say(`widget.${widget}`) })}
						draggable
						onDragStart={(event) => {
							event.dataTransfer.setData(WIDGET_DRAG_TYPE, widget);
							event.dataTransfer.effectAllowed = "copy";
						}}
						onClick={() => addWidget(widget, { beside: open })}
					>
						<WidgetIcon widget={widget} />
					</Button>
				</Tip>
			))}
			<span className="toolbox-gap" />
			<History />
			<OpenWorkflow />
			<IconButton icon={Save} label={say("frame.save")} side="right" onClick={saveWorkflow} />
			<Appearance />
		</nav>
	);
}

function History() {
	const { say } = useWords();
	const canUndo = useCanvas((state) => state.canUndo);
	const canRedo = useCanvas((state) => state.canRedo);
	return (
		<>
			<IconButton
				icon={Undo2}
				label={say("frame.undo")}
				side="right"
				disabled={!canUndo}
				onClick={() => sendCommand({ type: "undo" })}
			/>
			<IconButton
				icon={Redo2}
				label={say("frame.redo")}
				side="right"
				disabled={!canRedo}
				onClick={() => sendCommand({ type: "redo" })}
			/>
		</>
	);
}

function Appearance() {
	const { say, language, speak } = useWords();
	const theme = useTheme();
	const otherTheme = theme === "dark" ? "light" : "dark";
	const otherLanguage = language === "en" ? "ja" : "en";
	return (
		<>
			<IconButton
				icon={theme === "dark" ? Sun : Moon}
				label={say(`frame.theme.${otherTheme}`)}
				side="right"
				onClick={() => chooseTheme(otherTheme)}
			/>
			<IconButton
				icon={Languages}
				label={LANGUAGES[otherLanguage]}
				side="right"
				lang={otherLanguage}
				onClick={() => speak(otherLanguage)}
			/>
		</>
	);
}
