import fc from "fast-check";
import { expect, test } from "vitest";
import { loadNative } from "../src";

const native = loadNative();

type Members = Record<string, unknown>;
interface Seen {
	line: string;
	texts: string | null;
}

const member = fc.constantFrom(
	'"table_name":"iris"',
	'"table_name":"表"',
	'"table_name":"a\\\\"',
	'"table_name":"\\u8868"',
	'"table_name":"\\u0041"',
	'"table_name":"a\\"b"',
	'"table_name": "iris"',
	'"table_name":7',
	'"producer":"python"',
	'"producer":"p\\\\"',
	'"producer":""',
	'"producer":null',
	'"table_\\u006eame":"other"',
	'"\\u0070roducer":"other"',
	'"path":"C:\\\\table_name"',
	'"note":"\\"table_name\\":\\"x\\",\\"producer\\":\\"y\\""',
	'"a\\"table_name":"x"',
	'"metadata":{"table_name":"inner","producer":"inner"}',
	'"list":["table_name","producer"]',
	'"pad":"0123456789012345678901234567890123456789"',
);
const object = fc.array(member, { maxLength: 6 }).map((members) => `{${members.join(",")}}`);
const ordinary = fc
	.tuple(fc.nat(3), fc.string({ maxLength: 30 }))
	.map(
		([n, text]) => `{"id":${JSON.stringify(text)},"table_name":"t${n}","producer":"python","status":"ready"}`,
	);
const line = fc.oneof(
	{ weight: 2, arbitrary: ordinary },
	{ weight: 3, arbitrary: object },
	fc.tuple(object, fc.nat(200)).map(([text, length]) => text.slice(0, length)),
	fc.tuple(object, object).map(([a, b]) => `${a}\r${b}`),
	fc.string({ unit: "binary" }).map((text) => text.replaceAll("\n", "")),
);
const text = fc
	.array(fc.tuple(line, fc.constantFrom("\n", "\r\n")), { maxLength: 20 })
	.chain((lines) =>
		fc.constantFrom(lines.flat().join(""), lines.flat().slice(0, -1).join("")).map((joined) => joined),
	);

/** What one scanner says of pieces, one after another: each line that it tells of, and the texts. */
async function scanned(pieces: string[]): Promise<Seen[][]> {
	const scanner = native.createLineScanner("table_name", "producer");
	const texts: string[] = [];
	const seen: Seen[][] = [];
	for (const piece of pieces) {
		const bytes = Buffer.from(piece);
		const { starts, lengths, codes, offsets, bytes: found } = await scanner.scan(bytes);
		for (let i = 0; i + 1 < offsets.length; i++)
			texts.push(Buffer.from(found.subarray(offsets[i], offsets[i + 1])).toString());
		seen.push(
			Array.from(starts, (start, i) => ({
				line: bytes.subarray(start, start + lengths[i]!).toString(),
				texts: codes[i]! < 0 ? null : texts[codes[i]!]!,
			})),
		);
	}
	return seen;
}

function parsed(text: string): Members | null {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === "object" && value !== null ? (value as Members) : null;
	} catch {
		return null;
	}
}

/** As they are once they were bytes: half a surrogate pair is not UTF-8. */
const linesOf = (text: string) =>
	Buffer.from(text)
		.toString()
		.split("\n")
		.map((line) => line.replace(/\r$/, ""));

test("what it says of a line is what parsing says, and it leaves out none that has the member", async () => {
	let sure = 0;
	await fc.assert(
		fc.asyncProperty(fc.array(text, { maxLength: 3 }), async (pieces) => {
			for (const [i, seen] of (await scanned(pieces)).entries()) {
				const told = new Set(seen.map(({ line }) => line));
				for (const line of linesOf(pieces[i]!)) {
					const isLeftOut = !told.has(line);
					for (const part of line.split("\r"))
						if (isLeftOut) expect(parsed(part) ?? {}).not.toHaveProperty("table_name");
				}
				for (const { line, texts } of seen) {
					if (texts === null) continue;
					sure++;
					expect(line).not.toContain("\r");
					const members = parsed(line);
					if (!members || !("table_name" in members)) continue;
					const { table_name, producer } = JSON.parse(`{"table_name":"${texts}"}`) as Members;
					expect({ table_name: members.table_name, producer: members.producer }).toEqual({
						table_name,
						producer,
					});
				}
			}
		}),
		{ numRuns: 1000 },
	);
	expect(sure).toBeGreaterThan(1000);
});

test("lines as Python and we write them are never left to parsing", async () => {
	const event = (name: string, rest: string) =>
		`{"version":1,"id":"x","table_name":${name},"producer":"allye","status":"ready",${rest}}`;
	const lines = [
		event('"iris"', '"payload":null'),
		event('"表"', '"payload":{"locator":"C:\\\\payloads\\\\a.arrow"}'),
		event('"\\u8868"', '"metadata":{"note":"\\u3042 \\"quoted\\""}'),
		event('"\\u00e9"', '"metadata":{}'),
	];
	const [seen] = await scanned([lines.map((line) => `${line}\r\n`).join("")]);
	expect(seen).toEqual(lines.map((line) => ({ line, texts: /"table_name":"(.*allye)"/.exec(line)![1]! })));
});

test("numbers go on from piece to piece", async () => {
	const of = (name: string) => `{"table_name":"${name}","producer":"p"}\n`;
	const seen = await scanned([of("a") + of("b"), of("b"), of("c") + of("a")]);
	expect(seen.map((piece) => piece.map(({ texts }) => texts?.[0]))).toEqual([["a", "b"], ["b"], ["c", "a"]]);
});
