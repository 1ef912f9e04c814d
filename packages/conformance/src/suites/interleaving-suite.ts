import fc from "fast-check";
import type { TableSpec } from "../table-spec";
import { interleavingStep, type StepRow } from "./interleaving-step";
import { law } from "./law";
import { SharedDirectory } from "./shared-directory";
import type { TestRunner } from "./test-runner";
import { useTestee } from "./use-testee";

/** A Receiver and a Transmitter under test, at work in one secret directory. Nothing but JSON goes in and out, save events' odd numbers. */
export interface Participant extends AsyncDisposable {
	/** The latest ready event of each table_name, in code-point order; with `producer`, of that one alone. */
	tables(producer?: string): Promise<object[]>;
	/** Every event of a name in file order. */
	history(tableName: string): Promise<object[]>;
	/**
	 * The latest ready table as table_from_frame(get_dataframe(…)) would be, `allye.domain` left aside, though it be expired. Shared
	 * memory that asks for it is removed.
	 */
	load(tableName: string, producer?: string): Promise<TableSpec>;
	/** Sends rows, as the producer "allye". */
	send(
		rows: readonly StepRow[],
		options: {
			tableName: string;
			transport: "file" | "shm";
			maxShmBytes?: number;
			shmUnlinkOnRead?: boolean;
		},
	): Promise<unknown>;
}

/** What `interleavingSuite` needs. */
export interface InterleavingSuiteOptions {
	runner: TestRunner;
	/** Makes one for a secret directory, which need not exist yet. */
	factory(secretDir: string): Participant;
	/** Path of the interpreter that has the real package; default: findPython(). */
	python?: string;
}

/**
 * Law 6: whatever Python and the implementation do in turn, and whatever happens to payloads and manifest in between, both see the same
 * names, latest ready events, histories and values, or both fail. Python reads the manifest anew at each call, so only readers of the
 * implementation are made anew and kept.
 */
export function interleavingSuite({ runner, factory, python }: InterleavingSuiteOptions): void {
	runner.describe("interleaving", () => {
		const testee = useTestee(runner, python);
		law(
			runner,
			"interleaving: after every step both sides see the same",
			[fc.array(interleavingStep, { minLength: 1, maxLength: 8, size: "max" })],
			async (steps) => {
				await using directory = new SharedDirectory(testee(), factory);
				for (const step of steps) {
					await directory.apply(step);
					await directory.compare("name" in step ? step.name : null);
				}
			},
		);
	});
}
