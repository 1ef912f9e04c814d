import fc from "fast-check";
import { anyText } from "../text-arbitrary";

const event = {
	version: 1,
	id: "x",
	table_name: "t",
	producer: "python",
	status: "ready",
	created_at: "2026-01-01T00:00:00+0900",
	ttl_sec: null,
	payload: {
		transport: "file_arrow_ipc_v1",
		locator: "/x",
		data_size: 1,
		shape: [1, 1],
		schema_sha256: "",
		created_at: "",
		expires_at: null,
	},
	metadata: {},
};

const numbers = [
	..."0 -0 -0.0 1 7 1.0 1.5 -1.9 1e5 1E-7 1e15 1e16 1e22 123456789012345680.0 1e400 -1e400 NaN Infinity -Infinity".split(
		" ",
	),
	...[
		"9007199254740993",
		"-9007199254740993",
		"1208925819614629174706176",
		"1".repeat(4300),
		"1".repeat(4301),
	],
];
const numerals = [
	..."x 12 1_0 _1 1__0 1_ +5 -0 00 1.5 0x1 1e3 １２ ٣ 𝟙𝟚 34 ３４".split(" "),
	...[
		"",
		" 12 ",
		"\u300012\u0085",
		"\u001c1",
		"\u001c\u30001",
		"\ufeff1",
		"1 2",
		"\t1\n",
		"+ 1",
		"1\u0000",
		"1".repeat(4301),
	],
];
const texts = [
	"ready",
	"error",
	"writing",
	"None",
	"\ud800",
	"\ud83c\udf63",
	"🍣表",
	"a\u2028b",
	"a\u0085b",
	"'",
	"\"'",
	"\\",
	"ab",
];
const rawTexts = [
	'"\\ud83c\\udf63"',
	'"a\\tb"',
	'"a\tb"',
	'"\\x"',
	'"\\u12g4"',
	'"\\/"',
	"'x'",
	'"\\ud83c"',
	'"\u007f"',
];
const containers = [
	...[
		"[]",
		"[1]",
		"[1,2]",
		"[1,2,3]",
		'["3","4"]',
		"[null,1]",
		"[[1,2]]",
		"[true,false]",
		"[1.9,-1.9]",
		"{}",
		'{"a":1}',
		'{"a":1,"a":2}',
	],
	...[
		'{"10":1,"9":2}',
		'{"a":[1.0,{"b":"\'"}]}',
		'{"__proto__":{"x":1}}',
		'{"constructor":1,"toString":null}',
		"[ ]",
		"{ }",
		"[1,2 ]",
	],
];
const dicts = [
	...[
		'[["a",1]]',
		'[["a",1],["a",2]]',
		'["ab"]',
		'["🍣表"]',
		'["abc"]',
		"[[null,1],[1.5,2]]",
		"[[[],1]]",
		'[{"k":1,"v":2}]',
		"[[1e16,2],[NaN,3]]",
	],
	...[
		'{"a":NaN,"b":[-Infinity]}',
		'{"a":1208925819614629174706176}',
		'{"a":-0.0,"b":-0}',
		'{"a":9007199254740993.0}',
		'{"error":"x"}',
	],
];
const deep = [500, 900, 3000].map((depth) => "[".repeat(depth) + "]".repeat(depth));
const broken = "[1,] {,} 01 1. .5 +1 nul TRUE - [ { 1e 1e+ -a nan".split(" ");

const texted = [...numerals, ...texts].map((text) => JSON.stringify(text)).concat(rawTexts);

/** JSON texts that stand where a value is expected: every type, what only Python reads, and what nobody reads. */
const oddValue = fc.oneof(
	{ weight: 3, arbitrary: fc.constantFrom(...numbers) },
	{ weight: 3, arbitrary: fc.constantFrom(...texted) },
	{ weight: 3, arbitrary: fc.constantFrom("null", "true", "false", ...containers) },
	{ weight: 3, arbitrary: fc.constantFrom(...dicts) },
	{ weight: 1, arbitrary: fc.constantFrom(...deep, ...broken) },
	{ weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)) },
	{ weight: 1, arbitrary: fc.double().map(String) },
	{ weight: 1, arbitrary: fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String) },
	{ weight: 1, arbitrary: anyText({ maxLength: 5 }).map((text) => JSON.stringify(text)) },
);

type Fields = [name: string, json: string][];
const fieldsOf = (object: object): Fields =>
	Object.entries(object).map(([name, value]) => [name, JSON.stringify(value)]);
const objectText = (fields: Fields) =>
	`{${fields.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(",")}}`;

/** An object's text after some of its fields were changed, dropped, or given twice. */
function changed(object: object): fc.Arbitrary<string> {
	const name = fc.constantFrom(...Object.keys(object));
	const change = fc.oneof(
		{ weight: 4, arbitrary: fc.record({ kind: fc.constant("set"), name, json: oddValue }) },
		{ weight: 1, arbitrary: fc.record({ kind: fc.constant("drop"), name, json: fc.constant("") }) },
		{ weight: 1, arbitrary: fc.record({ kind: fc.constant("add"), name, json: oddValue }) },
	);
	return fc.array(change, { maxLength: 2 }).map((changes) => {
		let fields = fieldsOf(object);
		for (const { kind, name, json } of changes) {
			if (kind === "drop") fields = fields.filter(([each]) => each !== name);
			else if (kind === "add") fields.push([name, json]);
			else fields = fields.map(([each, old]) => [each, each === name ? json : old]);
		}
		return objectText(fields);
	});
}

const few = (...values: string[]) => fc.constantFrom(...values.map((value) => JSON.stringify(value)));

/** An ordinary event's line: few names, ids and producers, so that they meet. */
export const ordinaryLine: fc.Arbitrary<string> = fc
	.record({
		id: few("1", "2", "3", "4"),
		table_name: few("t", "表", "🍣", "\uffff", "\ud800"),
		producer: few("python", "allye"),
		status: few("ready", "ready", "error", "writing", "other"),
		payload: fc.constantFrom(JSON.stringify(event.payload), "null"),
	})
	.map((fields) =>
		objectText(fieldsOf(event).map(([name, json]) => [name, fields[name as keyof typeof fields] ?? json])),
	);

const inPayload = (payload: string) =>
	objectText(fieldsOf(event).map(([name, json]) => [name, name === "payload" ? payload : json]));

/** Lines with each odd value in each field, each field missing, and each field twice. */
export const oddLines: string[] = [event, event.payload].flatMap((object) => {
	const whole = (fields: Fields) => (object === event ? objectText(fields) : inPayload(objectText(fields)));
	const fields = fieldsOf(object);
	const values = [
		...numbers,
		...texted,
		...containers,
		...dicts,
		...deep,
		...broken,
		"null",
		"true",
		"false",
	];
	return fields.flatMap(([name]) => [
		whole(fields.filter(([each]) => each !== name)),
		...values.map((json) => whole(fields.map(([each, old]) => [each, each === name ? json : old]))),
		...values.map((json) => whole([...fields, [name, json]])),
	]);
});

const oddLine = fc.oneof(
	{ weight: 4, arbitrary: changed(event) },
	{ weight: 4, arbitrary: changed(event.payload).map(inPayload) },
	{ weight: 1, arbitrary: oddValue },
);

const space = fc.oneof(
	{ weight: 8, arbitrary: fc.constant("") },
	{
		weight: 1,
		arbitrary: fc.string({
			unit: fc.constantFrom(..." \t\v\f\x1c\x1f\x85\xa0\u2003\u2028\u3000\ufeff\u200b"),
			minLength: 1,
			maxLength: 2,
		}),
	},
);
const anyLine = fc.oneof({ weight: 1, arbitrary: ordinaryLine }, { weight: 2, arbitrary: oddLine });
const line = fc.tuple(space, anyLine, space).map((parts) => parts.join(""));
const lineEnd = fc.oneof(
	{ weight: 9, arbitrary: fc.constant("\n") },
	{ weight: 1, arbitrary: fc.constantFrom("\r\n", "\r", "\n\n", "", " \n") },
);

/** Splices into a text: characters dropped, put in or replaced anywhere. */
const splices = fc.array(
	fc.record({
		at: fc.nat(5000),
		drop: fc.nat(3),
		insert: fc.constantFrom(
			"",
			"",
			"{",
			"}",
			"[",
			",",
			":",
			'"',
			"\\",
			"\n",
			"\r",
			"0",
			"9",
			"e",
			"N",
			" ",
			"\u2028",
			"é",
			"🍣",
		),
	}),
	{ maxLength: 2 },
);

/** A whole manifest, grown from valid lines by mutation. */
export const manifestText: fc.Arbitrary<string> = fc
	.tuple(
		fc.array(fc.tuple(line, lineEnd), { maxLength: 30, size: "max" }),
		fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: splices }),
	)
	.map(([lines, cuts]) => {
		const characters = Array.from(lines.flat().join(""));
		for (const { at, drop, insert } of cuts) characters.splice(at % (characters.length + 1), drop, insert);
		return characters.join("");
	});
