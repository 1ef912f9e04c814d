import { dataTable } from "./data-table";
import { distributions } from "./distributions";
import { errors } from "./errors";
import { frame } from "./frame";
import { grid } from "./grid";
import { messages } from "./messages";
import { parts } from "./parts";
import { reasons } from "./reasons";
import { receiver } from "./receiver";
import { scatterPlot } from "./scatter-plot";
import { transmitter } from "./transmitter";
import { workflow } from "./workflow";

const areas = [
	parts,
	frame,
	workflow,
	messages,
	errors,
	receiver,
	reasons,
	grid,
	dataTable,
	scatterPlot,
	distributions,
	transmitter,
] as const;

type Areas = (typeof areas)[number];
type KeyOf<A> = A extends { en: Readonly<Record<infer Key, string>> } ? Key : never;

/** Every text that the page can say. */
export type WordKey = KeyOf<Areas>;

type Dictionary = Readonly<Record<WordKey, string>>;

export const DICTIONARIES = {
	en: Object.assign({}, ...areas.map(({ en }) => en)) as Dictionary,
	ja: Object.assign({}, ...areas.map(({ ja }) => ja)) as Dictionary,
};
