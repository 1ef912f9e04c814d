import { findPython } from "../find-python";
import { startTestee } from "../start-testee";
import type { Testee } from "../testee";
import type { TestRunner } from "./test-runner";

/** The Pythons of this process, each with the number of suites that still need it: loading Orange takes seconds. */
const shared = new Map<string | undefined, { testee?: Testee; suites: number }>();

/** A Python for the suite being described, which it shares with others: started at the first call, ended after the last suite's tests. */
export function useTestee(
	runner: Pick<TestRunner, "afterAll">,
	python = findPython() ?? undefined,
): () => Testee {
	const one = shared.get(python) ?? { suites: 0 };
	shared.set(python, one);
	one.suites += 1;
	runner.afterAll(async () => {
		one.suites -= 1;
		if (one.suites > 0) return;
		const { testee } = one;
		one.testee = undefined;
		await testee?.close();
	});
	return () => {
		one.testee ??= startTestee({ python });
		return one.testee;
	};
}
