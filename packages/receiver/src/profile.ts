import type { RowRange } from "@allye/arrow-ipc";
import { type ColumnProfile, type OrangeTable, TableProfiler } from "@allye/orange-table";
import type { BatchesOptions, IncomingTable, LoadProgress } from "./receiver";

/** Which columns and rows to look at. */
export interface ProfileOptions {
	/** Default: all. */
	columns?: readonly string[];
	/** Only these rows. Default: all, batch by batch. */
	rows?: RowRange;
	/** Only so many rows, sampled as {@link IncomingTable.sample} does. */
	sample?: { n: number; seed?: number; method?: "uniform" | "blocks" };
	signal?: AbortSignal;
	onProgress?(progress: LoadProgress): void;
}

/** What the columns hold, and which rows that was found from. */
export interface Profile {
	/** What was looked at. */
	readonly of: "all rows" | "rows" | "uniform sample" | "block sample";
	readonly rows: number;
	/** In the payload's order. */
	readonly columns: readonly ColumnProfile[];
}

/**
 * Profiles of a table's columns: of a sample as that sample is mapped, of all rows under the Domain of a view.
 *
 * @param batches reads rows in order, and leaves the payload as it is
 */
export async function profileTable(
	incoming: IncomingTable,
	batches: (options: BatchesOptions) => AsyncIterable<OrangeTable>,
	{ sample, rows, ...options }: ProfileOptions,
): Promise<Profile> {
	const { signal } = options;
	const inOrder = (profiles: ColumnProfile[]) => {
		const byName = new Map(profiles.map((profile) => [profile.name, profile]));
		return incoming.schema.fields.flatMap(({ name }) => byName.get(name) ?? []);
	};
	if (sample !== undefined && sample.n < incoming.rowCount) {
		const { n, ...how } = sample;
		const table = await incoming.sample(n, { ...options, ...how });
		const profiler = new TableProfiler(table.domain, { signal });
		await profiler.add(table);
		const of = how.method === "blocks" ? "block sample" : "uniform sample";
		return { of, rows: table.rowCount, columns: inOrder(profiler.profiles()) };
	}
	const domain = await incoming.domain({ ...options, onProgress: undefined });
	const profiler = new TableProfiler(domain, { signal });
	let count = 0;
	for await (const table of batches({ ...options, rows, domain })) {
		await profiler.add(table);
		count += table.rowCount;
	}
	return { of: rows === undefined ? "all rows" : "rows", rows: count, columns: inOrder(profiler.profiles()) };
}
