import { isAllyeError, isTooLarge } from "@allye/receiver";
import { CommanderError } from "commander";
import { allyeProgram } from "./allye-program";
import { jsonText } from "./terminal/json-text";
import { printable } from "./terminal/printable";
import { Terminal } from "./terminal/terminal";

/** Exit codes of a process that a signal ended, as shells have them: 128 + its number. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

/** Why a run was given up, and the exit code it then has. */
class Interruption {
	constructor(readonly exitCode: number) {}
}

/**
 * Runs one command line.
 *
 * @param argv without node and script
 * @returns the exit code: 0 done, or the reader of a pipe has had enough; 1 failed, with one line on standard error (with --json one
 * object `{"error":{"code","message"}}`); 2 wrong usage; 130 after Ctrl-C
 */
export async function runAllye(
	argv: readonly string[],
	host: Pick<NodeJS.Process, "stdin" | "stdout" | "stderr" | "on" | "exit">,
): Promise<number> {
	const interrupted = new AbortController();
	const interrupt = (exitCode: number) => interrupted.abort(new Interruption(exitCode));
	for (const [name, exitCode] of Object.entries(SIGNALS))
		host.on(name, () => {
			// Pressed again: somebody cannot wait.
			if (interrupted.signal.aborted) host.exit(exitCode);
			interrupt(exitCode);
		});
	host.stdout.on("error", (error: NodeJS.ErrnoException) => interrupt(error.code === "EPIPE" ? 0 : 1));
	host.stderr.on("error", () => interrupt(1));

	const { signal } = interrupted;
	const terminal = new Terminal(host, signal);
	try {
		await allyeProgram({ terminal, signal }).parseAsync(argv, { from: "user" });
	} catch (error) {
		if (!signal.aborted) return failed(error, terminal, argv.includes("--json"));
	}
	return signal.reason instanceof Interruption ? signal.reason.exitCode : 0;
}

function failed(error: unknown, terminal: Terminal, json: boolean): number {
	// Commander has printed what there is to say.
	if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
	const message = error instanceof Error ? error.message : String(error);
	const code = isAllyeError(error)
		? error.code
		: ((error as NodeJS.ErrnoException | null)?.code ?? "INTERNAL");
	const estimate = isTooLarge(error) ? error.estimate : undefined;
	terminal.note(json ? jsonText({ error: { code, message, estimate } }) : `allye: ${printable(message)}`);
	return 1;
}
