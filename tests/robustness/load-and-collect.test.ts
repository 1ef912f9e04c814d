import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { program } from "./python";
import { SOAK_TIMEOUT, soakSize } from "./soak-size";
import { withTemporaryDirectory } from "./with-temporary-directory";

interface State {
	descriptors: number;
	mappings: number;
	memory: { external: number; arrayBuffers: number }[];
}

test.skipIf(process.platform !== "linux")(
	"8 workers map, load and collect: descriptors and mappings stay as they are, and memory comes back",
	{ timeout: SOAK_TIMEOUT },
	() =>
		withTemporaryDirectory(async (folder) => {
			const { stdout } = await promisify(execFile)(process.execPath, [
				"--expose-gc",
				program("load-and-collect.mjs"),
				folder,
				String(soakSize(160, 10_000)),
			]);
			const { cycles, before, after }: { cycles: number; before: State; after: State } = JSON.parse(stdout);
			const sum = (state: State, key: "external" | "arrayBuffers") =>
				state.memory.reduce((total, each) => total + each[key], 0);
			const grown = {
				external: sum(after, "external") - sum(before, "external"),
				arrayBuffers: sum(after, "arrayBuffers") - sum(before, "arrayBuffers"),
			};
			console.log("map, load, collect:", {
				cycles,
				descriptors: [before.descriptors, after.descriptors],
				mappings: [before.mappings, after.mappings],
				grownBytes: grown,
			});
			expect(after.descriptors).toBe(before.descriptors);
			expect([before.mappings, after.mappings]).toEqual([0, 0]);
			expect(grown.external).toBeLessThan(2 ** 20);
			expect(grown.arrayBuffers).toBeLessThan(2 ** 20);
		}),
);
