import { AllyeError, isAllyeError } from "@allye/receiver";

/** An error of the file system, or of decoding, as one that says what to do. Others are returned as they are. */
export function fileError(error: unknown, path: string, { encoding = "utf-8" } = {}): unknown {
	if (isAllyeError(error, "INVALID_ARGUMENT"))
		return new AllyeError("INVALID_ARGUMENT", `${path}: ${error.message}`, { cause: error });
	if (!(error instanceof Error) || isAllyeError(error)) return error;
	const file = JSON.stringify(path);
	const of = (code: AllyeError["code"], message: string) => new AllyeError(code, message, { cause: error });
	switch ((error as NodeJS.ErrnoException).code) {
		case "ENOENT":
			return of("INVALID_ARGUMENT", `There is no file ${file}. Check the path.`);
		case "EISDIR":
			return of("INVALID_ARGUMENT", `${file} is a directory. Name a file in it.`);
		case "EACCES":
		case "EPERM":
			return of(
				"PERMISSION",
				`The operating system refuses access to ${file}. Check who may read or write it.`,
			);
		case "ENOSPC":
			return of("NO_SPACE", `The disk is full: ${file} was not written. Make room, then try again.`);
		case "ABORT_ERR":
			return of("ABORTED", `Reading ${file} was cancelled.`);
		case "ERR_ENCODING_INVALID_ENCODED_DATA":
			return of(
				"INVALID_ARGUMENT",
				`${file} is not ${encoding} text. Name its encoding with --encoding, for example shift_jis.`,
			);
		case "ERR_ENCODING_NOT_SUPPORTED":
			return of(
				"INVALID_ARGUMENT",
				`There is no encoding ${JSON.stringify(encoding)}. Use one such as utf-8 or shift_jis.`,
			);
		default:
			return error;
	}
}
