import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPython, type PythonEnvironment } from "../find-python";
import type { PythonPeer, Testee } from "../testee";
import type { Implementation, ImplementationFactory } from "./implementation";
import type { TestRunner } from "./test-runner";
import { useTestee } from "./use-testee";

/** Both read a manifest from its start: with more tables in it the laws would test little else. */
const TABLES_A_DIRECTORY = 12;

/** What a suite that compares both sides needs. */
export interface SuiteOptions {
	/** Where to register the tests: vitest's `{ describe, test, afterAll }`, or another's. */
	runner: TestRunner;
	/** Makes what is tested. */
	factory: ImplementationFactory;
	/** Which Python to compare with: that of findPython(environment). Default "pandas 2". */
	environment?: PythonEnvironment;
}

/** The real package and the implementation under test, at work in one secret directory. */
export interface BothSides {
	python: PythonPeer;
	/** The package in the environment that has Orange, in the same directory: it reads what the other Python sent. */
	orange: PythonPeer;
	subject: Implementation;
	testee: Testee;
	/** A table_name that nobody has used in this directory. */
	tableName: string;
}

/**
 * A Python testee and implementations under test, for the tests of the suite that is being described. A secret directory serves for some calls, then the next is made.
 */
export function useBothSides({ runner, factory, environment }: SuiteOptions): () => Promise<BothSides> {
	const testee = useTestee(runner, findPython(environment) ?? undefined);
	const withOrange = useTestee(runner);
	let place: { path: string; subject: Implementation; tables: number } | undefined;

	async function leave(): Promise<void> {
		await place?.subject[Symbol.asyncDispose]();
		if (place) rmSync(place.path, { recursive: true, force: true });
		place = undefined;
	}
	runner.afterAll(leave);

	return async () => {
		if (place?.tables === TABLES_A_DIRECTORY) await leave();
		if (!place) {
			const path = mkdtempSync(join(tmpdir(), "allye-law-"));
			place = { path, subject: factory(path), tables: 0 };
		}
		const tableName = `table ${++place.tables}`;
		const { path, subject } = place;
		return { python: testee().at(path), orange: withOrange().at(path), subject, testee: testee(), tableName };
	};
}
