import { remember, remembered } from "../url/remembered";

export type Language = "en" | "ja";

export const LANGUAGES: Readonly<Record<Language, string>> = { en: "English", ja: "日本語" };

const languageOf = (text: string | null | undefined): Language | null => {
	if (text?.startsWith("ja")) return "ja";
	return text?.startsWith("en") ? "en" : null;
};

/** `?lang=`, else what was chosen before, else the first of the browser's that we speak. */
export function firstLanguage(): Language {
	const asked = languageOf(new URLSearchParams(location.search).get("lang"));
	const spoken = navigator.languages.map(languageOf).find((language) => language !== null);
	return asked ?? languageOf(remembered("language")) ?? spoken ?? "en";
}

export const rememberLanguage = (language: Language): void => remember("language", language);
