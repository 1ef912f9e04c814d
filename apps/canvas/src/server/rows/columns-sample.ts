import type { OrangeTable } from "@allye/orange-table";
import { MAX_SAMPLED_POINTS } from "../../contract";
import { refuse } from "../refuse";
import type { HeldTable } from "../tables/held-table";

/** Of every such sample: plots and bars show the same rows. */
export const SAMPLE_SEED = 1;
/** Samples that a table keeps: of the columns that were looked at last. */
const KEPT = 4;

/**
 * Some columns of a uniform sample of a table whose columns stay on disk: 100,000 rows at most, always the same ones. They are read once for it.
 *
 * @throws INVALID_ARGUMENT for a column that the table has not, and what reading the payload throws
 */
export async function columnsSample(
	{ info, samples, sample }: HeldTable,
	wanted: readonly string[],
	signal: AbortSignal,
): Promise<OrangeTable> {
	if (sample === null) throw refuse("This table cannot be sampled. Load it, or a sample of it.");
	const names = info.variables.map(({ name }) => name).filter((name) => wanted.includes(name));
	for (const name of wanted)
		if (!names.includes(name)) throw refuse(`The table has no column ${JSON.stringify(name)}.`);
	const key = JSON.stringify(names);
	const kept = samples.get(key);
	const table = kept ?? (await sample(names, { n: MAX_SAMPLED_POINTS, seed: SAMPLE_SEED, signal }));
	samples.delete(key);
	samples.set(key, table);
	for (const oldest of samples.keys()) if (samples.size > KEPT) samples.delete(oldest);
	return table;
}
