import { beforeAll, describe, expect, test } from "vitest";

test("passes", () => {});
test("passes too", () => {});
test("fails", () => expect(1).toBe(2));
test.skip("is skipped", () => {});

describe("a suite that cannot be set up", () => {
	beforeAll(() => {
		throw new Error("no");
	});
	test("never runs", () => {});
});
