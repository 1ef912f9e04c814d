import { expect, test } from "vitest";
import { readApi, undocumentedExports } from "../scripts/api-reference.mjs";

test("every export of every package has a docstring", { timeout: 300_000 }, async () => {
	const { project } = await readApi();
	const { exports, undocumented } = undocumentedExports(project);
	expect(exports).toBeGreaterThan(300);
	expect(undocumented).toEqual([]);
	expect(project.children?.map(({ name }) => name)).toEqual(
		expect.arrayContaining(["@allye/receiver", "@allye/protocol/contract"]),
	);
});
