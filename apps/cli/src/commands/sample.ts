import { type Command, Option } from "commander";
import { type CommandContext, tableCommand } from "../command-context";
import { type LoadPart, loadTable } from "../load-table";
import { columnNames, integer, wholeNumber } from "../parse-option";
import { checkOutput, type SaveOptions, saveTable } from "../save-table";
import { printRows, tableJson } from "../table-view";

interface SampleOptions extends Omit<SaveOptions, "rows" | "output"> {
	rows: number;
	seed: number;
	method: "uniform" | "blocks";
	output?: string;
}

export function sampleCommand(context: CommandContext): Command {
	const { terminal } = context;
	const command = tableCommand("sample", "Print or save a random sample of a table's rows.")
		.argument("<name>", "the table's name")
		.option("-n, --rows <count>", "how many rows", wholeNumber, 10)
		.option(
			"--seed <number>",
			"one seed always samples the same rows; more of them contain fewer",
			integer,
			0,
		)
		.addOption(
			new Option("--method <method>", "uniform, or a few blocks of rows that lie together, which is quick")
				.choices(["uniform", "blocks"])
				.default("uniform"),
		)
		.option("-o, --output <file>", "write them to a .csv, .tab (Orange's own) or .arrow file")
		.option("--columns <a,b>", "only these columns", columnNames)
		.option("--producer <name>", "the latest that this producer sent")
		.option("--force", "overwrite the file")
		.option("--even-if-expired", "read a table whose time to live has passed")
		.option("--yes", "load a sample over the limits without asking")
		.action(async (name: string, { rows: n, seed, method, output, ...options }: SampleOptions) => {
			const load: LoadPart = (incoming, { rows: _, ...part }) =>
				incoming.sample(n, { ...part, seed, method });
			if (output !== undefined) {
				checkOutput(command, output);
				return saveTable(name, { ...options, output }, context, load);
			}
			const { table } = await loadTable(name, options, context, { load });
			if (options.json) return terminal.printJson(tableJson(table));
			await printRows(terminal, table);
		});
	return command;
}
