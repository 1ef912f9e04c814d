import { homedir } from "node:os";
import { join } from "node:path";

/** `, secret_dir="..."` where Python must be told which directory it is: it knows only ~/.allye_secrets by itself. */
export function secretDirArgument(secretDir: string): string {
	return secretDir === join(homedir(), ".allye_secrets") ? "" : `, secret_dir=${pythonText(secretDir)}`;
}

/** The line to paste into Python that gets a table: `df = get_dataframe("NAME", producer="allye")`. */
export function getDataframeLine(tableName: string, producer: string, secretDir: string): string {
	return `df = get_dataframe(${pythonText(tableName)}, producer=${pythonText(producer)}${secretDirArgument(secretDir)})`;
}

/** A Python string literal: JSON's is one too. */
const pythonText = (text: string): string => JSON.stringify(text);
