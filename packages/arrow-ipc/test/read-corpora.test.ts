import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { gunzipSync } from "node:zlib";
import { isAllyeError } from "@allye/protocol/contract";
import { describe, expect, it } from "vitest";
import { arrowValue, openArrow } from "../src";
import { ArraySource } from "./array-source";
import { nativeCodecs as codecs } from "./native-codecs";

/** A checkout of apache/arrow-testing's data, which this project does not contain. */
const corpora = process.env.ALLYE_CORPORA ?? "";
const present = existsSync(corpora);
if (!present) console.log("ALLYE_CORPORA names no directory: the files of apache/arrow-testing are not run.");

const files = present
	? readdirSync(corpora, { recursive: true, encoding: "utf8" }).map((file) => join(corpora, file))
	: [];
const isBroken = (file: string) => /(clusterfuzz-testcase|crash-)[^/\\]*$/.test(file);
const isGold = (file: string) => /integration.*\.(arrow_file|stream)$/.test(file);
const isBigEndian = (file: string) => file.includes("bigendian");

/** Rows of the payload after every column has been decoded and every value looked at; throws what the reader throws. */
async function readRows(file: string): Promise<number> {
	const format = file.endsWith(".arrow_file") || file.includes("arrow-ipc-file") ? "file" : "stream";
	const source = new ArraySource(readFileSync(file));
	const payload = await openArrow(source, { format, codecs, budgetBytes: 128 * 2 ** 20 });
	for (const column of payload.columns) {
		const arrays = await column.decode({ as: "arrow" });
		expect(arrays.reduce((sum, array) => sum + array.length, 0)).toBe(payload.rowCount);
		for (const array of arrays)
			for (let row = 0; row < Math.min(array.length, 1000); row++) arrowValue(array, row);
	}
	return payload.rowCount;
}

describe.skipIf(!present)("the files of apache/arrow-testing", () => {
	it("broken ones settle within a second, with values or an AllyeError", async () => {
		const outcomes: Record<string, number> = {};
		for (const file of files.filter(isBroken)) {
			const started = performance.now();
			const outcome = await readRows(file).then(
				() => "read",
				(error) => {
					if (!isAllyeError(error)) throw new Error(`${relative(corpora, file)}: ${error}`, { cause: error });
					return error.code;
				},
			);
			outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
			expect(performance.now() - started, file).toBeLessThan(1000);
		}
		console.log("broken files:", outcomes);
		expect(outcomes.PAYLOAD_CORRUPT).toBeGreaterThan(120);
	}, 120_000);

	it("gold ones are read, with as many rows as their JSON; big-endian ones are refused", async () => {
		for (const file of files.filter(isGold)) {
			if (isBigEndian(file)) {
				await expect(readRows(file), file).rejects.toMatchObject({ code: "TYPE_UNSUPPORTED" });
				continue;
			}
			const json = JSON.parse(
				gunzipSync(readFileSync(file.replace(/\.\w+$/, ".json.gz"))).toString("utf8"),
			) as {
				batches: { count: number }[];
			};
			expect(await readRows(file), file).toBe(json.batches.reduce((sum, { count }) => sum + count, 0));
		}
	}, 120_000);
});
