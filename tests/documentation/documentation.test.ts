import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { findPython } from "@allye/conformance";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CodeBlock, codeBlocksOf, documentationPages, programsOf } from "../../scripts/code-blocks.mjs";
import { ROOT } from "../../scripts/step.mjs";
import { prepare, Reader } from "./run-blocks";
import { typeErrors } from "./type-errors";

const LANGUAGES = ["js", "ts", "sh", "python", "json"];
const pages = documentationPages();
const python = findPython();

test("every block of code names a language that is tested", () => {
	const others = pages.flatMap(codeBlocksOf).filter(({ language }) => !LANGUAGES.includes(language));
	expect(others.map(({ page, line, language }) => `${page}:${line}: ${language}`)).toEqual([]);
});

test("a block that says which file it is has that file's text", () => {
	for (const { notes, code, page, line } of pages.flatMap(codeBlocksOf)) {
		const path = notes.find((note) => note.startsWith("file="))?.slice("file=".length);
		if (path !== undefined) expect(code, `${page}:${line}`).toBe(readFileSync(join(ROOT, path), "utf8"));
	}
});

test("every link leads to a file that is there", () => {
	const broken = pages.flatMap((page) =>
		[...readFileSync(join(ROOT, page), "utf8").matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
			.map(([, target = ""]) => target)
			.filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join(ROOT, dirname(page), target)))
			.map((target) => `${page}: ${target}`),
	);
	expect(broken).toEqual([]);
});

test("the compiler finds nothing wrong in the examples", () => {
	const programs = pages.flatMap((page) => programsOf(codeBlocksOf(page)));
	const isExample = ([{ language, notes }]: CodeBlock[]) =>
		language === "ts" && !notes.some((note) => note.startsWith("file="));
	expect(typeErrors(programs.filter((blocks) => isExample(blocks as [CodeBlock])))).toEqual([]);
});

describe.skipIf(!python)("the code runs, one block after the other", () => {
	let reader: Reader;
	beforeAll(async () => {
		reader = new Reader(python as string);
		await prepare(reader);
	});
	afterAll(() => reader[Symbol.asyncDispose]());

	test.each(pages.filter((page) => codeBlocksOf(page).length > 0))("%s", async (page) => {
		reader.turnPage();
		for (const blocks of programsOf(codeBlocksOf(page))) {
			const [{ language, code, notes, line }] = blocks as [CodeBlock];
			if (notes.some((note) => note.startsWith("file="))) continue;
			try {
				if (language === "python") await reader.python(blocks.map(({ code }) => code).join("\n"));
				else if (language === "sh") await reader.shell(code);
				else if (language === "json") JSON.parse(code);
				else await reader.program(blocks);
			} catch (error) {
				throw new Error(`${page}:${line}: ${(error as Error).message}`, { cause: error });
			}
		}
	});
});
