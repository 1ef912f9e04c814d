import { Send } from "lucide-react";
import type { TransmitterSettings } from "../../contract";
import type { PanelProps } from "../panels";
import { Button } from "../parts/button";
import { CodeToCopy } from "../parts/code-to-copy";
import { Field } from "../parts/field";
import { MessageList } from "../parts/message-list";
import { NoInput } from "../parts/no-input";
import { ProgressBar } from "../parts/progress-bar";
import { Select } from "../parts/select";
import { Switch } from "../parts/switch";
import { sendCommand } from "../store/send-command";
import { useWords } from "../words/use-words";
import { ChooseTransport } from "./choose-transport";
import { TableName } from "./table-name";
import "./transmitter.css";

const HOUR = 3600;
const LIVES = { hour: HOUR, day: 24 * HOUR, week: 7 * 24 * HOUR };

/** Sends its input to Python, and says how to take it there. */
export default function TransmitterPanel({ node, state }: PanelProps<"transmitter">) {
	const { say, format } = useWords();
	const { id, settings } = node;
	const { input, progress, sent, sends } = state;
	const set = (settings: Partial<TransmitterSettings>) => void sendCommand({ type: "set", id, settings });
	const isSending = state.status === "working";
	const failed = state.messages.some(({ severity }) => severity === "error");
	const ttl = settings.ttlSeconds;
	const known = Object.entries(LIVES).find(([, seconds]) => seconds === ttl)?.[0];
	const isLazy = input?.isLazy ?? false;
	return (
		<div className="transmitter">
			{input === null ? (
				<NoInput id={id} icon={Send} />
			) : (
				<p className="transmitter-input figures">
					{say("send.input", {
						name: input.name,
						rows: input.rowCount,
						columns: input.variables.length,
					})}
					{input.ofRows !== null && (
						<span className="transmitter-part">
							{say("send.part", { rows: input.rowCount, of: input.ofRows })}
						</span>
					)}
				</p>
			)}
			<TableName tableName={settings.tableName} sends={sends} onChange={(tableName) => set({ tableName })} />
			<ChooseTransport settings={settings} onChange={set} />
			<Field label={say("send.ttl")} help={say("send.ttl.help")}>
				<Select
					value={ttl === null ? "never" : (known ?? "other")}
					choices={[
						{ value: "never", label: say("send.ttl.never") },
						{ value: "hour", label: say("send.ttl.hour") },
						{ value: "day", label: say("send.ttl.day") },
						{ value: "week", label: say("send.ttl.week") },
						...(ttl !== null && known === undefined
							? [{ value: "other", label: say("send.ttl.other", { time: format.duration(ttl * 1000) }) }]
							: []),
					]}
					onChange={(choice) =>
						choice !== "other" && set({ ttlSeconds: LIVES[choice as keyof typeof LIVES] ?? null })
					}
				/>
			</Field>
			<Switch
				checked={settings.sendAutomatically}
				onChange={(sendAutomatically) => set({ sendAutomatically })}
				label={say("send.automatically")}
				help={say("send.automatically.help")}
			/>
			{isSending && progress !== null && <ProgressBar progress={progress} label={say("send.sending")} />}
			{isSending ? (
				<Button onClick={() => void sendCommand({ type: "cancel", id })}>{say("cancel")}</Button>
			) : (
				<Button
					kind="main"
					disabled={input === null || isLazy}
					onClick={() => void sendCommand({ type: "send", id })}
				>
					<Send size={14} aria-hidden />
					{say("send.send")}
				</Button>
			)}
			<MessageList
				messages={state.messages}
				action={
					failed && !isSending ? (
						<Button onClick={() => void sendCommand({ type: "retry", id })}>{say("retry")}</Button>
					) : undefined
				}
			/>
			{sent !== undefined && !isSending && (
				<div className="transmitter-sent" role="status">
					<p>{say("send.sent", { name: sent.tableName })}</p>
					<CodeToCopy code={sent.pythonLine} label={say("send.line")} />
				</div>
			)}
		</div>
	);
}
