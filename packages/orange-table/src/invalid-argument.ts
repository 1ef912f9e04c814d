import { AllyeError } from "@allye/protocol/contract";

/** The error for a wrong argument; `message` says what is wrong and what to do. */
export const invalidArgument = (message: string): AllyeError => new AllyeError("INVALID_ARGUMENT", message);

/** A name or text as it is written in messages. */
export const quote = (text: string): string => JSON.stringify(text);

/** @throws INVALID_ARGUMENT where `text` has half of a surrogate pair, which UTF-8 cannot hold */
export function checkUnicode(text: string, what: string): void {
	if (/\p{Surrogate}/u.test(text))
		throw invalidArgument(
			`${what} ${quote(text)} is not valid Unicode: it holds half of a surrogate pair. Replace it.`,
		);
}
