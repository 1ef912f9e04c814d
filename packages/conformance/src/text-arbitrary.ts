import fc from "fast-check";

/** Text that has confused something somewhere: quotes, escapes, other scripts, text that looks like something else. */
const ODD = [
	"",
	" ",
	"nan",
	"None",
	"null",
	"NA",
	"True",
	"0",
	"-1",
	"1e5",
	"0x1F",
	"1,5",
	"日本語",
	"表の名前",
	"🍣",
	"👩‍👩‍👧",
	"é",
	"e\u0301",
	"שלום",
	"a\tb",
	"a\nb",
	"a\r\nb",
	"\u0000",
	"\u0085",
	"\u2028",
	"\ufeff",
	"'",
	'"',
	"\\",
	"a'b\"c",
	"#1",
	"a,b;c",
	"\u{10ffff}",
	"x".repeat(300),
];

const codePoint = fc.oneof(
	fc.nat(0x7f),
	fc.nat(0xffff).map((code) => (code >= 0xd800 && code < 0xe000 ? code - 0xd800 : code)),
	fc.integer({ min: 0x10000, max: 0x10ffff }),
);

/** Text of any code points but lone surrogates. (fast-check's own unit "binary" takes a second of every process that uses it.) */
export function anyText({
	minLength = 0,
	maxLength,
}: {
	minLength?: number;
	maxLength: number;
}): fc.Arbitrary<string> {
	return fc.array(codePoint, { minLength, maxLength }).map((codes) => String.fromCodePoint(...codes));
}

/** Valid Unicode text (no lone surrogates: Arrow cannot hold them), short and often odd. Never a date: {@link dateText}. */
export const oddText: fc.Arbitrary<string> = fc.oneof(
	fc.constantFrom(...ODD),
	fc.string({ unit: "grapheme", maxLength: 8 }),
	anyText({ maxLength: 4 }),
);

/** Text that pandas.to_datetime takes for moments: one format a column. */
export const dateText: fc.Arbitrary<(date: Date) => string> = fc.constantFrom(
	(date: Date) => date.toISOString(),
	(date: Date) => date.toISOString().slice(0, 10),
	(date: Date) => date.toISOString().slice(0, 19),
	(date: Date) => date.toISOString().slice(0, 19).replace("T", " "),
);
