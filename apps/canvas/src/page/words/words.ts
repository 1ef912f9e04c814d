import type { Message } from "../../contract";
import { createFormats, type Formats } from "../format/formats";
import { DICTIONARIES, type WordKey } from "./dictionary";
import { fillIn, type Values } from "./fill-in";
import type { Language } from "./language";

type Said = Pick<Message, "key" | "values" | "text">;

export interface Words {
	readonly language: Language;
	/** The text of a key. */
	say(key: WordKey, values?: Values): string;
	/**
	 * A message of the server in the reader's language. Of an error that we can only name by its code, `detail` is the server's English; what we have no words for is
	 * said as the server says it.
	 */
	explain(message: Said): { readonly said: string; readonly detail: string | null };
	/** The same in one line. */
	sayMessage(message: Said): string;
	readonly format: Formats;
}

export function createWords(language: Language): Words {
	const dictionary = DICTIONARIES[language];
	const format = createFormats(language);
	const say = (key: WordKey, values: Values = {}) => fillIn(dictionary[key], values, format.number);
	const explain = ({ key, values, text }: Said) => {
		const known = `message.${key}`;
		if (Object.hasOwn(dictionary, known)) {
			const said = fillIn(dictionary[known as WordKey], withUnits(values, format), format.number);
			// A blank that nothing fills: then the server's own words say more.
			if (!/\{\w+(:[^}]*)?\}/.test(said)) return { said, detail: null };
		}
		const headline = `error.${key}`;
		return Object.hasOwn(dictionary, headline)
			? { said: dictionary[headline as WordKey], detail: text }
			: { said: text, detail: null };
	};
	return {
		language,
		say,
		explain,
		sayMessage(message) {
			const { said, detail } = explain(message);
			return detail === null ? said : `${said} ${detail}`;
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
