/**
 * What the suites need of a test runner: `import * as runner from "vitest"`, Jest's globals, or
 * `{ describe, test, afterAll: after }` of node:test with a `test` that takes the time limit last.
 */
export interface TestRunner {
	describe(name: string, body: () => void): unknown;
	/** @param timeout in milliseconds */
	test(name: string, body: () => void | Promise<void>, timeout?: number): unknown;
	afterAll(body: () => void | Promise<void>): unknown;
}
