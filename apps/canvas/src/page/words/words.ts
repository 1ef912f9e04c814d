import type { Message } from "../../contract";
import { createFormats, type Formats } from "../format/formats";
import { DICTIONARIES, type WordKey } from "./dictionary";
import { fillIn, type Values } from "./fill-in";
import type { Language } from "./language";

export interface Words {
	readonly language: Language;
	/** The text of a key. */
	say(key: WordKey, values?: Values): string;
	/** A message of the server in the reader's language; its own text where we have none. */
	sayMessage(message: Pick<Message, "key" | "values" | "text">): string;
	readonly format: Formats;
}

export function createWords(language: Language): Words {
	const dictionary = DICTIONARIES[language];
	const format = createFormats(language);
	const say = (key: WordKey, values: Values = {}) => fillIn(dictionary[key], values, format.number);
	return {
		language,
		say,
		sayMessage({ key, values, text }) {
			const known = `message.${key}`;
			if (!Object.hasOwn(dictionary, known)) return text;
			const said = fillIn(dictionary[known as WordKey], withUnits(values, format), format.number);
			// A blank that nothing fills: then the server's own words say more.
			return /\{\w+\}/.test(said) ? text : said;
		},
		format,
	};
}

/** Bytes, milliseconds and moments come as numbers, by names that end so. */
function withUnits(values: Values, format: Formats): Values {
	return Object.fromEntries(
		Object.entries(values).map(([name, value]) => {
			if (typeof value !== "number") return [name, value];
			if (/bytes$|^(size|free)$/i.test(name)) return [name, format.bytes(value)];
			if (/(milliseconds|Ms)$/.test(name)) return [name, format.duration(value)];
			if (/At$/.test(name)) return [name, format.exactTime(value)];
			return [name, value];
		}),
	);
}
