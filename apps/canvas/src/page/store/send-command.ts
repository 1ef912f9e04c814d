import { API, type Command, type CommandAnswer } from "../../contract";
import { canvasState } from "./canvas-store";
import { failCommand } from "./failed-command";

/**
 * Asks the server to do something; what comes of it is told as events. An answer that is no is also shown to the user, at the bottom of
 * the window. Never rejects.
 */
export async function sendCommand(command: Command): Promise<CommandAnswer> {
	const answer = await post(command);
	if (!answer.ok) failCommand(answer.error);
	return answer;
}

async function post(command: Command): Promise<CommandAnswer> {
	try {
		const response = await fetch(API.commands, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify(command),
		});
		return (await response.json()) as CommandAnswer;
	} catch (error) {
		const reason = canvasState().connection === "open" ? String(error) : "";
		return {
			ok: false,
			error: { code: "NOT_REACHED", message: `The canvas did not answer. ${reason}`.trim() },
		};
	}
}
