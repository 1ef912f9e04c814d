import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LAYERS } from "../scripts/layers.mjs";
import { packagePicture, withPicture } from "../scripts/package-picture.mjs";
import { ROOT } from "../scripts/step.mjs";

const page = readFileSync(join(ROOT, "ARCHITECTURE.md"), "utf8");

/** Boxes from top to bottom, and arrows, of the picture as it stands on the page. */
function drawn() {
	const [, graph = ""] = /```mermaid\n(.*?)```/s.exec(page) ?? [];
	const boxes = [...graph.matchAll(/^\t(\S+)\["(.+)"\]$/gm)].map(([, id = "", unit = ""]) => ({ id, unit }));
	const arrows = [...graph.matchAll(/^\t(\S+) --> (\S+)$/gm)].map(([, from = "", to = ""]) => ({ from, to }));
	return { boxes, arrows };
}

test("the picture in ARCHITECTURE.md is drawn from the table of layers (else: node scripts/write-package-picture.mjs)", () => {
	expect(page).toBe(withPicture(page, packagePicture()));
});

test("its arrows only point down", () => {
	const { boxes, arrows } = drawn();
	const rows = boxes.map(({ id }) => id);
	expect(arrows.length).toBeGreaterThan(10);
	for (const { from, to } of arrows)
		expect(rows.indexOf(to), `${from} --> ${to}`).toBeGreaterThan(rows.indexOf(from));
});

test("following its arrows leads to exactly what each may import", () => {
	const { boxes, arrows } = drawn();
	const idOf = (unit: string) => boxes.find((box) => box.unit === unit)?.id;
	const below = (id: string): string[] =>
		arrows.filter(({ from }) => from === id).flatMap(({ to }) => [to, ...below(to)]);
	const reach = (units: readonly string[]): string[] =>
		units.flatMap((unit) => [unit, ...reach(LAYERS.find((layer) => layer.unit === unit)?.ours ?? [])]);
	for (const { unit, ours } of LAYERS) {
		const id = idOf(unit);
		if (id === undefined) expect(ours, unit).toEqual([]);
		else expect(new Set(below(id)), unit).toEqual(new Set(reach(ours).map(idOf)));
	}
});
