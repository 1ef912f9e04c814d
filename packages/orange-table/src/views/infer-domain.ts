import type { ArrowPayload, Field } from "@allye/arrow-ipc";
import { type ColumnReason, columnReason, reasonTexts } from "../column-reason";
import { createDomain, type Domain, type Role, roleOf } from "../domain";
import { decodeDomain } from "../domain-metadata";
import { loadOrangeTable } from "../from-arrow/load-orange-table";
import { type LoadProgress, Progress } from "../from-arrow/progress";
import { discrete, string, type Variable } from "../variable";
import { pickRows } from "./pick-rows";

/** Rows that say what the columns of a view are, where not all rows are asked. */
export const DOMAIN_ROWS = 50_000;

/** Columns in memory at once: with all rows as many as are decoded at once. */
const [EXACT_AT_ONCE, PARTS_AT_ONCE] = [3, 16];

/** From which columns and rows a Domain is found. */
export interface InferDomainOptions {
	/** Names of the columns; all by default. */
	columns?: readonly string[];
	/** Ask all rows, as `loadOrangeTable` does: one pass over the payload. Default: the first {@link DOMAIN_ROWS}. */
	exact?: boolean;
	/** As in `loadOrangeTable`. */
	restoreDomain?: boolean;
	signal?: AbortSignal;
	onProgress?(progress: LoadProgress): void;
}

/** A Domain, and why each column is what it is. */
export interface InferredDomain {
	readonly domain: Domain;
	/** Why each column is what it is, by name. */
	readonly reasons: ReadonlyMap<string, string>;
	/** The same as codes with values, for programs that speak other languages. */
	readonly columnReasons: ReadonlyMap<string, ColumnReason>;
}

/**
 * The Domain of a payload, a few columns after another, so that never all of them are in memory.
 *
 * Of a part of the rows, what those say, and nothing that a later row could prove wrong at the cost of a value:
 *
 * | a column that in the first rows is | becomes |
 * | --- | --- |
 * | Discrete or Time, read out of text or of other objects | String: a later row may have another value, or be no time |
 * | a category | Discrete, with the values of every record batch's dictionary |
 * | a boolean with missing values | Discrete 'False', 'True', whichever occur |
 * | timestamps at midnight, or all of today | Time with date and time |
 * | anything else, and what a Transmitter's own Domain says | as it is |
 *
 * @throws as {@link loadOrangeTable}
 */
export async function inferDomain(
	payload: ArrowPayload,
	options: InferDomainOptions = {},
): Promise<InferredDomain> {
	const { exact = false, restoreDomain = true, signal, onProgress } = options;
	const described = restoreDomain ? decodeDomain(payload.schema) : null;
	const end = exact ? payload.rowCount : Math.min(DOMAIN_ROWS, payload.rowCount);
	const isPart = end < payload.rowCount;
	const chosen = options.columns && new Set(options.columns);
	// Checks the names, and that none is there twice.
	await loadOrangeTable(payload, { columns: options.columns, rows: { start: 0, end: 0 }, signal });
	const fields = payload.schema.fields.filter(({ name }) => !chosen || chosen.has(name));

	const groupSize = exact ? EXACT_AT_ONCE : PARTS_AT_ONCE;
	const groups = Array.from({ length: Math.ceil(fields.length / groupSize) }, (_, i) =>
		fields.slice(i * groupSize, (i + 1) * groupSize),
	);
	const progress = new Progress(groups.length, end, onProgress);
	const byRole: Record<Role, Variable[]> = { attribute: [], class: [], meta: [] };
	const columnReasons = new Map<string, ColumnReason>();
	for (const [position, group] of groups.entries()) {
		const { table, columnReasons: found } = await loadOrangeTable(payload, {
			columns: group.map(({ name }) => name),
			rows: { start: 0, end },
			restoreDomain,
			signal,
			onProgress: progress.of(position),
		});
		for (const field of group) {
			const { variable } = table.column(field.name);
			const sure = isPart
				? await sureVariable(payload, field, variable, described !== null, signal)
				: variable;
			byRole[sure.kind === "string" ? "meta" : roleOf(table.domain, field.name)!].push(sure);
			const reason = found.get(field.name)!;
			columnReasons.set(
				field.name,
				sure.kind === variable.kind ? reason : { ...columnReason("first-rows-do-not-tell"), because: reason },
			);
		}
	}
	const order = described && [...described.attributes, ...described.classVars, ...described.metas];
	const positions = new Map(order?.map(({ name }, position) => [name, position]));
	const sorted = (variables: Variable[]) =>
		order === null ? variables : variables.sort((a, b) => positions.get(a.name)! - positions.get(b.name)!);
	const { attribute, class: classes, meta } = byRole;
	const domain = createDomain({
		attributes: sorted(attribute),
		classVars: sorted(classes),
		metas: sorted(meta),
	});
	return { domain, reasons: reasonTexts(columnReasons), columnReasons };
}

async function sureVariable(
	payload: ArrowPayload,
	{ name, type }: Field,
	variable: Variable,
	isDescribed: boolean,
	signal: AbortSignal | undefined,
): Promise<Variable> {
	const { attributes } = variable;
	if (type.kind === "dictionary" && variable.kind === "discrete")
		return discrete(name, await allCategories(payload, name, signal), { attributes });
	if (isDescribed) return variable;
	if (type.kind === "bool" && variable.kind === "discrete") return discrete(name, ["False", "True"]);
	if (type.kind === "timestamp" && variable.kind === "time")
		return { ...variable, haveDate: true, haveTime: true };
	if (type.kind === "date" || type.kind === "null") return variable;
	return variable.kind === "discrete" || variable.kind === "time" ? string(name) : variable;
}

/** One row of each record batch leads to all dictionaries that a column has in the course of a stream. */
async function allCategories(
	payload: ArrowPayload,
	name: string,
	signal: AbortSignal | undefined,
): Promise<readonly string[]> {
	const firsts: number[] = [];
	let first = 0;
	for (const rows of payload.batchRows) {
		if (rows > 0) firsts.push(first);
		first += rows;
	}
	const picked = pickRows(payload, Float64Array.from(firsts));
	const { table } = await loadOrangeTable(picked, { columns: [name], restoreDomain: false, signal });
	const { variable } = table.column(name);
	return variable.kind === "discrete" ? variable.values : [];
}
