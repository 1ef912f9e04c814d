import { after, describe, test } from "node:test";

/** node:test as the conformance suites want a runner: the time limit last. */
export const runner = {
	describe,
	test: (name, body, timeout) => test(name, { timeout }, body),
	afterAll: (body) => after(body),
};
