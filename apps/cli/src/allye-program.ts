import { Command } from "commander";
import { version } from "../package.json";
import type { CommandContext } from "./command-context";
import { doctorCommand } from "./commands/doctor";
import { gcCommand } from "./commands/gc";
import { getCommand } from "./commands/get";
import { headCommand } from "./commands/head";
import { keepCommand } from "./commands/keep";
import { listCommand } from "./commands/list";
import { sampleCommand } from "./commands/sample";
import { sendCommand } from "./commands/send";
import { showCommand } from "./commands/show";
import { watchCommand } from "./commands/watch";

const COMMANDS = [
	listCommand,
	showCommand,
	headCommand,
	sampleCommand,
	getCommand,
	sendCommand,
	watchCommand,
	keepCommand,
	gcCommand,
	doctorCommand,
];

/** The command line's grammar. Parsing throws a CommanderError where it is wrong; what is to be said was printed then. */
export function allyeProgram(context: CommandContext): Command {
	const program = new Command("allye")
		.description(
			"List, show, get and send the tables that Python and Allye exchange; clean up; look for what is wrong.",
		)
		.version(version, "-V, --version", "print the version")
		.helpOption("-h, --help", "print this help")
		.helpCommand("help [command]", "print the help of a command");
	for (const command of COMMANDS) program.addCommand(command(context));
	for (const command of [program, ...program.commands])
		command.exitOverride().configureOutput({
			outputError: (text, write) => write(`${text}usage: ${command.createHelp().commandUsage(command)}\n`),
		});
	return program;
}
