import { PANDAS_RULES, REASON_TEXTS, reasonText } from "@allye/orange-table";
import { expect, test } from "vitest";
import type { ColumnReason } from "../../src/contract";
import { reasonWords } from "../../src/page/receiver/reason-words";
import { DICTIONARIES, type WordKey } from "../../src/page/words/dictionary";
import { createWords } from "../../src/page/words/words";

const [english, japanese] = [createWords("en"), createWords("ja")];
const keysOf = (start: string) => Object.keys(DICTIONARIES.en).filter((key) => key.startsWith(start));

test("every reason of the library is said in both languages, in English as the library says it", () => {
	const codes = Object.keys(REASON_TEXTS);
	expect(keysOf("reason.").toSorted()).toEqual(
		[...codes, "because"].map((code) => `reason.${code}`).toSorted(),
	);
	for (const [code, text] of Object.entries(REASON_TEXTS))
		expect(DICTIONARIES.en[`reason.${code}` as WordKey]).toBe(text);
});

test("what becomes of a column is said in both languages, in English as the library says it", () => {
	for (const { name, orange, loses } of PANDAS_RULES) {
		expect(english.say(`orange.${name}`)).toBe(orange);
		expect(english.say(`loses.${name}`)).toBe(loses ?? "");
		expect(japanese.say(`orange.${name}`)).toMatch(/[ぁ-んァ-ヶ一-龠]/);
		expect(japanese.say(`loses.${name}`) === "").toBe(loses === null);
	}
	expect(keysOf("orange.")).toHaveLength(PANDAS_RULES.length);
});

test("a reason has its numbers, and the reason that it rests on", () => {
	const few: ColumnReason = { code: "few-distinct", values: { distinct: 9, rows: 1000, limit: 100 } };
	const uncertain: ColumnReason = { code: "first-rows-do-not-tell", values: {}, because: few };
	expect(reasonWords(few, english)).toBe("9 distinct in 1,000 rows, fewer than 100");
	expect(reasonWords(uncertain, english)).toBe(reasonText(uncertain));
	expect(reasonWords(uncertain, japanese)).toBe(
		"テキスト: 先頭の行だけでは決められません(1,000 行中 9 種類の値(100 種類未満))",
	);
});
