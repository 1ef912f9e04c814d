import type { Language } from "../words/language";

const UNITS = { en: ["h", "min", "s"], ja: ["時間", "分", "秒"] } as const;

/** "41 ms", "0.4 s", "8 s", "3 min 20 s", "2 h 5 min"; in Japanese "3 分 20 秒". */
export function durationText(milliseconds: number, language: Language): string {
	const [hour, minute, second] = UNITS[language];
	if (milliseconds < 100) return `${Math.max(0, Math.round(milliseconds))} ms`;
	const seconds = Math.max(0, milliseconds / 1000);
	if (seconds < 9.95) return `${seconds.toFixed(1)} ${second}`;
	const whole = Math.round(seconds);
	if (whole < 60) return `${whole} ${second}`;
	const minutes = Math.floor(whole / 60);
	if (minutes < 60) return join([minutes, minute], [whole % 60, second]);
	return join([Math.floor(minutes / 60), hour], [minutes % 60, minute]);
}

function join(first: [number, string], rest: [number, string]): string {
	return rest[0] === 0 ? first.join(" ") : `${first.join(" ")} ${rest.join(" ")}`;
}
