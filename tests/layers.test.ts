import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { layerViolations } from "../scripts/check-layers.mjs";
import { LAYERS } from "../scripts/layers.mjs";

test("nothing in this repository breaks its layers", () => {
	expect(layerViolations()).toEqual([]);
});

test("arrows only point down: each row names rows above it", () => {
	LAYERS.forEach(({ unit, ours }, row) => {
		const above = LAYERS.slice(0, row).map((layer) => layer.unit);
		expect(above, unit).toEqual(expect.arrayContaining(ours));
	});
});

test("receiver and transmitter do not know each other", () => {
	expect(LAYERS.find(({ unit }) => unit === "receiver")?.ours).not.toContain("transmitter");
	expect(LAYERS.find(({ unit }) => unit === "transmitter")?.ours).not.toContain("receiver");
});

describe("a planted violation is found", () => {
	let root: string;
	beforeEach(() => {
		root = mkdtempSync(join(tmpdir(), "allye-layers-"));
	});
	afterEach(() => rmSync(root, { recursive: true }));

	/** A repository of one source file; its package.json declares `dependencies`. */
	function violationsOf(file: string, source: string, dependencies: string[] = []): string[] {
		const [folder, name] = file.split("/") as [string, string];
		mkdirSync(dirname(join(root, file)), { recursive: true });
		writeFileSync(join(root, file), source);
		const manifest = {
			dependencies: Object.fromEntries(dependencies.map((dependency) => [dependency, "*"])),
		};
		writeFileSync(join(root, folder, name, "package.json"), JSON.stringify(manifest));
		return layerViolations(root);
	}

	test.each([
		["an import", 'import { a } from "@allye/transmitter";'],
		["a type import", 'import type { A } from "@allye/transmitter";'],
		["a re-export", 'export * from "@allye/transmitter";'],
		["a dynamic import", 'const a = await import("@allye/transmitter");'],
		["an import type", 'let a: import("@allye/transmitter").A;'],
		["require", 'const a = require("@allye/transmitter");'],
	])("%s of the transmitter in the receiver", (_, source) => {
		expect(violationsOf("packages/receiver/src/deep/file.ts", source)).toEqual([
			expect.stringMatching(
				/^packages.receiver.src.deep.file\.ts imports @allye\/transmitter: receiver may import /,
			),
		]);
	});

	test.each([
		["node: in arrow-ipc", "packages/arrow-ipc/src/a.ts", 'import "node:fs";'],
		["a bare built-in in orange-table", "packages/orange-table/src/a.ts", 'import "fs/promises";'],
		["protocol in arrow-ipc", "packages/arrow-ipc/src/a.ts", 'import "@allye/protocol";'],
		["zod in the contract", "packages/protocol/src/contract/a.ts", 'import "zod";'],
		["protocol in its contract", "packages/protocol/src/contract/a.ts", 'import "../events";'],
		["another package's sources", "packages/receiver/src/a.ts", 'import "../../transmitter/src/index";'],
		["apache-arrow in a transport", "packages/transport-file/src/a.ts", 'import "apache-arrow/Arrow.dom";'],
		["native in an app", "apps/cli/src/a.ts", 'import "@allye/native";'],
	])("%s", (_, file, source) => {
		expect(violationsOf(file, source)).toHaveLength(1);
	});

	test("a dependency that nothing imports yet", () => {
		expect(violationsOf("packages/native/src/a.ts", "", ["@allye/protocol"])).toEqual([
			expect.stringContaining("depends on @allye/protocol: native may import nothing"),
		]);
	});

	test("an import that package.json does not declare", () => {
		expect(violationsOf("packages/receiver/src/a.ts", 'import "@allye/native";')).toHaveLength(1);
		expect(violationsOf("packages/receiver/src/a.ts", 'import "@allye/native";', ["@allye/native"])).toEqual(
			[],
		);
	});

	test("a package without a row", () => {
		expect(violationsOf("packages/surprise/src/a.ts", "")).toEqual([
			expect.stringContaining("surprise is not in"),
		]);
	});

	test("subpaths count as their package, the contract as itself", () => {
		const source = 'import "@allye/arrow-ipc/apache"; import "@allye/protocol/contract"; import "./b";';
		const declared = ["@allye/arrow-ipc", "@allye/protocol"];
		expect(violationsOf("packages/orange-table/src/a.ts", source, declared)).toEqual([]);
	});
});
