import { homedir } from "node:os";
import path from "node:path";

/** The line that gets a table in Python, which knows only ~/.allye_secrets by itself. */
export function pythonLine({
	tableName,
	producer,
	secretDir,
}: {
	tableName: string;
	producer: string;
	secretDir: string;
}): string {
	// A Python string literal: JSON's is one too.
	const given =
		secretDir === path.join(homedir(), ".allye_secrets") ? "" : `, secret_dir=${JSON.stringify(secretDir)}`;
	return `df = get_dataframe(${JSON.stringify(tableName)}, producer=${JSON.stringify(producer)}${given})`;
}
