import type { VariableInfo } from "../../contract";
import type { Language } from "../words/language";
import { ageText } from "./age-text";
import { bytesText } from "./bytes-text";
import { durationText } from "./duration-text";
import { variableValue } from "./variable-value";

/** Numbers and times as a reader of a language expects them. */
export interface Formats {
	/** "10,000,000" */
	number(value: number): string;
	/** "4.6 GB": powers of 1,000. */
	bytes(value: number): string;
	/** "12 %" of 0.12; "< 1 %" for what is not nothing. */
	share(value: number): string;
	/** "8 s", "3 min 20 s", of milliseconds. */
	duration(milliseconds: number): string;
	/** "3 minutes ago" of milliseconds since 1970. */
	age(time: number, now?: number): string;
	/** "22 Nov 2026, 18:40:12", of milliseconds since 1970, in the reader's zone. */
	exactTime(time: number): string;
	/** A value of a table: a number, seconds since 1970 or a code, as the variable says; "?" where it is missing. */
	value(variable: VariableInfo, raw: number | string): string;
}

export function createFormats(language: Language): Formats {
	const locale = language === "ja" ? "ja-JP" : "en-US";
	const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 20 });
	const exact = new Intl.DateTimeFormat(language === "ja" ? "ja-JP" : "en-GB", {
		dateStyle: "medium",
		timeStyle: "medium",
	});
	return {
		number: (value) => number.format(value),
		bytes: bytesText,
		share: (value) =>
			value > 0 && value < 0.01
				? "< 1 %"
				: value > 0.99 && value < 1
					? "> 99 %"
					: `${Math.round(value * 100)} %`,
		duration: (milliseconds) => durationText(milliseconds, language),
		age: (time, now = Date.now()) => ageText(time, now, language),
		exactTime: (time) => (Number.isFinite(time) ? exact.format(time) : ""),
		value: variableValue,
	};
}
