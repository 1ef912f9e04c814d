import { readFileSync } from "node:fs";
import { findPython, runPython } from "@allye/conformance";
import type { ColumnProfile } from "@allye/orange-table";
import { createReceiver } from "@allye/receiver";
import { expect, test } from "vitest";
import { useSecretDir } from "./secret-dir";

const secretDir = useSecretDir();
const SCRIPT = readFileSync(new URL("describe-frames.py", import.meta.url), "utf8");

interface Described {
	missing: number;
	distinct: number;
	top?: Record<string, number>;
	minimum?: number;
	maximum?: number;
	mean?: number;
}

test.skipIf(!findPython())("profiles say what pandas' describe says of random frames", async () => {
	const answer = await runPython(SCRIPT, [secretDir.path, "5"]);
	const frames: Record<string, { rows: number; columns: Record<string, Described> }> = JSON.parse(answer);
	await using receiver = createReceiver({ secretDir: secretDir.path });
	for (const [name, { rows, columns }] of Object.entries(frames)) {
		await using incoming = await receiver.open(name);
		const profile = await incoming.profile();
		expect(profile).toMatchObject({ of: "all rows", rows });
		expect(profile.columns.map((column) => column.name)).toEqual(Object.keys(columns));
		for (const column of profile.columns) expectSame(column, columns[column.name]);
	}
});

function expectSame(profile: ColumnProfile, described: Described): void {
	const { missing, distinct, minimum, maximum, mean, top, histogram, rows } = profile;
	expect({ missing, distinct, distinctIsExact: true }).toEqual({
		missing: described.missing,
		distinct: described.distinct,
		distinctIsExact: profile.distinctIsExact,
	});
	if (described.top) {
		const counts = Object.values(described.top).sort((a, b) => b - a);
		expect(top!.map(({ count }) => count)).toEqual(counts.slice(0, 10));
		for (const { value, count } of top!) expect(described.top[value]).toBe(count);
		return;
	}
	expect([minimum, maximum]).toEqual([described.minimum ?? null, described.maximum ?? null]);
	if (described.mean === undefined) expect([mean, histogram]).toEqual([null, null]);
	else {
		const scale = Math.max(Math.abs(described.minimum!), Math.abs(described.maximum!));
		expect(Math.abs(mean! - described.mean)).toBeLessThanOrEqual(scale * 1e-12);
		expect(histogram!.counts.reduce((sum, count) => sum + count, 0)).toBe(rows - missing);
	}
}
