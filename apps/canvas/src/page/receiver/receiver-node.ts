import type { ReceiverSettings } from "../../contract";
import type { PanelProps } from "../panels";
import { sendCommand } from "../store/send-command";

export type ReceiverNode = PanelProps<"receiver">["node"];

export const setReceiver = (id: string, settings: Partial<ReceiverSettings>) =>
	sendCommand({ type: "set", id, settings });
