import { ordinaryLine } from "@allye/conformance";
import fc from "fast-check";
import { expect, test } from "vitest";
import { compareCodePoints, type ManifestEvent, parseEvent } from "../src";
import { readLines } from "../src/read-lines";

function eventsOf(bytes: Buffer): ManifestEvent[] {
	const events: ManifestEvent[] = [];
	readLines(bytes, (text) => {
		const event = parseEvent(text);
		if (event) events.push(event);
	});
	return events;
}

test("a line that is not UTF-8 costs only itself", () => {
	const [line] = fc.sample(ordinaryLine, 1);
	const bytes = Buffer.concat(
		[`${line}\n`, "\xff\xfe\n", line!].map((text, at) => Buffer.from(text, at === 1 ? "latin1" : "utf8")),
	);
	expect(eventsOf(bytes)).toHaveLength(2);
});

test("nesting beyond any stack is skipped", () => {
	expect(parseEvent(`{"metadata":${"[".repeat(1e6)}`)).toBeNull();
	expect(parseEvent(`{"a":`.repeat(1e6))).toBeNull();
});

test("names are in Python's order", () => {
	const name = fc.string({ unit: "binary", maxLength: 3 });
	const names = fc.sample(
		fc.oneof(name, fc.constantFrom("\uffff", "🍣", "\ud83c", "\udf63", "\ud83ca", "")),
		500,
	);
	const code = (text: string) =>
		Array.from(text, (each) => each.codePointAt(0)!.toString(16).padStart(6, "0")).join("");
	const byCode = [...names].sort((a, b) => (code(a) < code(b) ? -1 : code(a) > code(b) ? 1 : 0));
	expect([...names].sort(compareCodePoints)).toEqual(byCode);
});
