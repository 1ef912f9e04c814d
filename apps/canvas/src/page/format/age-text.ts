import type { Language } from "../words/language";

const RELATIVE = {
	en: new Intl.RelativeTimeFormat("en", { numeric: "always" }),
	ja: new Intl.RelativeTimeFormat("ja", { numeric: "always" }),
};
const NOW = { en: "just now", ja: "たった今" };

const UNITS: readonly [Intl.RelativeTimeFormatUnit, seconds: number][] = [
	["year", 365.25 * 86400],
	["month", 30.44 * 86400],
	["day", 86400],
	["hour", 3600],
	["minute", 60],
];

/** "3 minutes ago", "just now", of milliseconds since 1970. */
export function ageText(time: number, now: number, language: Language): string {
	const seconds = (time - now) / 1000;
	if (!Number.isFinite(seconds)) return "";
	for (const [unit, length] of UNITS)
		if (Math.abs(seconds) >= length) return RELATIVE[language].format(Math.trunc(seconds / length), unit);
	// It is looked at every few seconds: counting them would only flicker.
	return NOW[language];
}
