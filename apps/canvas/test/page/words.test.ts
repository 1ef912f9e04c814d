import { describe, expect, test } from "vitest";
import { ALLYE_ERROR_CODES } from "../../../../packages/protocol/src/contract/allye-error";
import { DICTIONARIES, type WordKey } from "../../src/page/words/dictionary";
import { createWords } from "../../src/page/words/words";

const keys = Object.keys(DICTIONARIES.en) as WordKey[];
const blanks = (text: string) => [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name).toSorted();

describe("the page speaks English and Japanese", () => {
	test("both say every text; nothing is lost where there is nothing to say", () => {
		expect(Object.keys(DICTIONARIES.ja).toSorted()).toEqual(keys.toSorted());
		for (const key of keys) {
			expect(DICTIONARIES.ja[key] === "", key).toBe(DICTIONARIES.en[key] === "");
			if (!key.startsWith("loses.")) expect(DICTIONARIES.en[key], key).not.toBe("");
		}
	});

	test("both leave the same blanks", () => {
		for (const key of keys) expect(blanks(DICTIONARIES.ja[key]), key).toEqual(blanks(DICTIONARIES.en[key]));
	});

	test("numbers have separators, and their words agree with them", () => {
		const { say } = createWords("en");
		expect(say("count.shape", { rows: 10_000_000, columns: 1 })).toBe("10,000,000 rows × 1 column");
		expect(createWords("ja").say("count.shape", { rows: 1, columns: 200 })).toBe("1 行 × 200 列");
	});

	test("a value is put in as it is, whatever it looks like", () => {
		expect(createWords("en").say("message.loading" as WordKey, { name: "{name} $& <b>" })).toBe(
			"Loading {name} $& <b>…",
		);
	});
});

describe("messages of the server", () => {
	test("are said in the reader's language, bytes with their unit", () => {
		const message = {
			key: "OVER_LIMITS",
			values: { rows: 10_000_000, cells: 2_000_000_000, size: 14.9e9, free: 21e9 },
			text: "too much",
		};
		expect(createWords("en").sayMessage(message)).toContain("10,000,000 rows need 14.9 GB; 21 GB is free");
		expect(createWords("ja").sayMessage(message)).toContain("空きは 21 GB");
	});

	test("keep the server's words where the page has none, or where a value is missing", () => {
		const { sayMessage } = createWords("ja");
		expect(sayMessage({ key: "sent", values: {}, text: "Sent." })).toBe("Sent.");
		expect(sayMessage({ key: "constructor", values: {}, text: "text" })).toBe("text");
	});

	test.each(["en", "ja"] as const)(
		"every code of an AllyeError is explained in %s, with what the server said",
		(language) => {
			const { explain } = createWords(language);
			for (const key of [...ALLYE_ERROR_CODES, "FAILED"]) {
				const { said, detail } = explain({ key, values: {}, text: "what, where" });
				expect(said, key).toMatch(
					language === "en" ? /^[A-Z][^ぁ-んァ-ヶ一-龠]+\.$/ : /[ぁ-んァ-ヶ一-龠].*。$/,
				);
				expect(detail).toBe("what, where");
			}
		},
	);

	test("warnings of the library are introduced in Japanese", () => {
		const { sayMessage } = createWords("ja");
		for (const key of ["load-warning", "send-warning", "failed"])
			expect(sayMessage({ key, values: { text: "details" }, text: "details" })).toMatch(
				/[ぁ-ん].*: details$/,
			);
	});
});
