import { describe, expect, test } from "vitest";
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
			values: { rows: 10_000_000, size: 14.9e9, free: 21e9 },
			text: "too much",
		};
		expect(createWords("en").sayMessage(message)).toContain("10,000,000 rows need 14.9 GB; 21 GB is free");
		expect(createWords("ja").sayMessage(message)).toContain("空きは 21 GB");
	});

	test("keep the server's words where the page has none, or where a value is missing", () => {
		const { sayMessage } = createWords("ja");
		expect(sayMessage({ key: "LOCK_TIMEOUT", values: {}, text: "It is locked." })).toBe("It is locked.");
		expect(sayMessage({ key: "PAYLOAD_MISSING", values: {}, text: "a.arrow is gone" })).toBe(
			"a.arrow is gone",
		);
		expect(sayMessage({ key: "constructor", values: {}, text: "text" })).toBe("text");
	});
});
