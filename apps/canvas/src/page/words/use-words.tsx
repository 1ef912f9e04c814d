import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { firstLanguage, type Language, rememberLanguage } from "./language";
import { createWords, type Words } from "./words";

interface Spoken extends Words {
	speak(language: Language): void;
}

const Context = createContext<Spoken | null>(null);

export function WordsProvider({ children }: { children: ReactNode }) {
	const [language, setLanguage] = useState(firstLanguage);
	useEffect(() => {
		document.documentElement.lang = language;
	}, [language]);
	const words = useMemo(
		() => ({
			...createWords(language),
			speak(next: Language) {
				rememberLanguage(next);
				setLanguage(next);
			},
		}),
		[language],
	);
	return <Context.Provider value={words}>{children}</Context.Provider>;
}

/** What to say in the reader's language: `const { say, format } = useWords()`. */
export function useWords(): Spoken {
	const words = useContext(Context);
	if (words === null) throw new Error("useWords needs a WordsProvider above it");
	return words;
}
