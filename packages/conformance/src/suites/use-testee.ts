import { startTestee } from "../start-testee";
import type { Testee } from "../testee";
import type { TestRunner } from "./test-runner";

/** One Python for the suite being described: started at the first call, ended after its tests. */
export function useTestee(runner: Pick<TestRunner, "afterAll">, python?: string): () => Testee {
	let testee: Testee | undefined;
	runner.afterAll(async () => testee?.close());
	return () => {
		testee ??= startTestee({ python });
		return testee;
	};
}
