import type { ArrowColumn, RowRange } from "@allye/arrow-ipc";
import { AllyeError, throwIfAborted } from "@allye/protocol/contract";
import { type ColumnReason, columnReason, reasonTexts } from "../column-reason";
import { type Domain, type Role, variablesOf } from "../domain";
import { type DescribedDomain, type DescribedVariable, decodeDomain } from "../domain-metadata";
import { inRoles } from "../in-roles";
import { invalidArgument, quote } from "../invalid-argument";
import { OrangeTable } from "../orange-table";
import { readPandasMetadata } from "../pandas-metadata";
import { columnFacts } from "../pandas-rules";
import type { VariableKind } from "../variable";
import type { ArrowColumns } from "../views/pick-rows";
import type { Converted, Task } from "./conversion";
import { convertAs, type Target } from "./convert-as";
import { convertColumn } from "./convert-column";
import { Pacer } from "./pacer";
import { type LoadProgress, Progress } from "./progress";

/** Which part of a payload to load, and as what. */
export interface LoadOrangeTableOptions {
	/** Names of the columns to load, all by default; the table has them in the payload's order. Others are not read. */
	columns?: readonly string[];
	/** Rows to load, all by default. Kinds that are inferred are inferred from these rows alone. */
	rows?: RowRange;
	/**
	 * The Domain that the table must have: its variables' kinds, values, roles and order. Columns it does not name are left out. Of a
	 * DiscreteVariable, values that the variable does not list become missing.
	 */
	domain?: Domain;
	/** Kinds and roles of single columns, instead of the inferred ones. */
	overrides?: Readonly<Record<string, ColumnOverride>>;
	/** Restore the Domain that a Transmitter wrote into the schema metadata, where it fits; true by default. */
	restoreDomain?: boolean;
	signal?: AbortSignal;
	onProgress?(progress: LoadProgress): void;
}

/** What the user wants a column to be. */
export interface ColumnOverride {
	kind?: VariableKind;
	/** Where it goes; a String column goes to the metas whatever this says. */
	role?: Role;
}

/** An Orange Table, and what there is to say about how it came to be. */
export interface LoadedTable {
	readonly table: OrangeTable;
	/** Why each column is what it is, by name: "9 distinct in 1,000 rows, fewer than 100". */
	readonly reasons: ReadonlyMap<string, string>;
	/** The same as codes with values, for programs that speak other languages. */
	readonly columnReasons: ReadonlyMap<string, ColumnReason>;
	/** What was lost, for people. */
	readonly warnings: readonly string[];
}

/**
 * Columns that are decoded at once, beside those that decode in place: while one waits for bytes, others compute. All memory of those in place is
 * asked for at the beginning, for V8 collects garbage once for it then, and each time anew for memory that comes bit by bit.
 */
const AT_ONCE = 4;

/**
 * Of few rows more: what columns ask a source for in one turn of the event loop goes out in one call. Not many more: what is done comes
 * back in one turn too, and a timer waits for all of it.
 */
const CELLS_AT_ONCE = 1 << 19;

/**
 * The Orange Table of a payload: what Orange's `table_from_frame(get_dataframe(name))` gives in Python, column by column as
 * {@link PANDAS_RULES} says; and tables that Orange refuses for a list, a struct or a nullable boolean. Of `rows`, what Orange gives of
 * a frame of just those rows.
 *
 * | where it differs on purpose | Orange 3.40 with pandas 2.3 | here |
 * | --- | --- | --- |
 * | text in formats that are not listed at {@link TextTimeReader} | Time, if pandas' parser guesses them | text |
 * | text with several offsets; midnights that a change to summer time left out | refused | Time |
 * | timestamps in microseconds or coarser, past 2262 | wrapped around | the moment itself |
 * | timestamps in microseconds past 2255, the last 128 ns of today | exact | rounded to a double first |
 * | timestamps, dates and booleans of a pandas ArrowDtype ("timestamp[ns][pyarrow]") | String | Time, Continuous |
 * | periods of other frequencies, month_day_nano intervals | pandas' text | the ordinal, JSON |
 *
 * @throws INVALID_ARGUMENT for a column, or a variable of the domain, that the payload has not, and for rows outside of it;
 * TYPE_UNSUPPORTED for two columns of one name, and bytes that are not text; ABORTED; what decoding throws
 */
export async function loadOrangeTable(
	payload: ArrowColumns,
	options: LoadOrangeTableOptions = {},
): Promise<LoadedTable> {
	const { signal, domain = null, restoreDomain = true, overrides = {} } = options;
	throwIfAborted(signal, "Loading the table");
	const rows = checkedRows(payload, options.rows);
	const columns = chosenColumns(payload, options.columns, domain);
	const described = domain ?? (restoreDomain ? decodeDomain(payload.schema) : null);
	const stated = statedVariables(described);
	for (const [name, override] of Object.entries(overrides)) {
		requireColumn(
			payload.columns.some(({ field }) => field.name === name),
			name,
		);
		checkOverride(name, override);
	}

	const metadata = readPandasMetadata(payload.schema);
	const rowsAtOnce = payload.rowsAtOnce ?? rows.end - rows.start;
	const atOnce = Math.max(AT_ONCE, Math.floor(CELLS_AT_ONCE / Math.max(1, rowsAtOnce)));
	const { columns: wholes, rowCount } = payload.pickedFrom ?? payload;
	// Where all columns begin at once and have few rows, there is nothing to stop.
	const stop = columns.length * rowCount <= CELLS_AT_ONCE ? null : new AbortController();
	const pacer = new Pacer(eitherOf(signal, stop?.signal), "Loading the table");
	const progress = new Progress(columns.length, rows.end - rows.start, options.onProgress);
	const now = new Date();
	const places = wholes === payload.columns ? null : new Map(payload.columns.map((column, i) => [column, i]));
	const convert = (column: ArrowColumn, position: number): Promise<Converted> => {
		const task: Task = {
			column,
			facts: columnFacts(column.field, metadata, false),
			whole: { column: places === null ? column : wholes[places.get(column)!]!, rowCount },
			rows,
			payloadRows: payload.rowCount,
			pacer,
			now,
			onProgress: progress.of(position),
		};
		const found = targetOf(column.field.name, stated, domain !== null, overrides);
		// Its sender wrote the very seconds; only what pandas wrote can be a time of day under today's date.
		const target = found && { ...found, asSent: domain === null && described !== null };
		return target === null ? convertColumn(task) : convertAs(task, target);
	};
	const conversions = await eachAtOnce(columns, atOnce, convert, stop);

	const ordered = inOrder(conversions, [...stated.keys()]).map(({ column }) => column);
	const placed = inRoles(ordered, (name) => overrides[name]?.role ?? stated.get(name)?.role ?? null);
	const columnReasons = new Map(conversions.map(({ column, reason }) => [column.variable.name, reason]));
	return {
		table: new OrangeTable(placed.domain, placed.columns, rows.end - rows.start),
		reasons: reasonTexts(columnReasons),
		columnReasons,
		warnings: conversions.flatMap(({ warning }) => warning ?? []),
	};
}

function checkedRows({ rowCount }: ArrowColumns, rows: RowRange | undefined): RowRange {
	if (rows === undefined) return { start: 0, end: rowCount };
	const { start, end } = rows;
	if (Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end && end <= rowCount)
		return rows;
	throw invalidArgument(
		`There are no rows ${start} to ${end}: the table has ${rowCount}. Ask for rows within it.`,
	);
}

function chosenColumns(
	payload: ArrowColumns,
	names: readonly string[] | undefined,
	domain: Domain | null,
): readonly ArrowColumn[] {
	const columns =
		names === undefined && domain === null ? payload.columns : namedColumns(payload, names, domain);
	const seen = new Set<string>();
	for (const { field } of columns) {
		if (seen.has(field.name))
			throw new AllyeError(
				"TYPE_UNSUPPORTED",
				`Two columns are called ${quote(field.name)}, and Orange needs different names. ` +
					"Rename one where the table is sent, or choose other columns.",
			);
		seen.add(field.name);
	}
	return columns;
}

/** Those of these names that are variables of the domain too. */
function namedColumns(
	{ columns }: ArrowColumns,
	names: readonly string[] | undefined,
	domain: Domain | null,
): readonly ArrowColumn[] {
	const wanted = domain === null ? names : variablesOf(domain).map(({ name }) => name);
	const chosen = new Set(names ?? wanted);
	const known = new Set(columns.map(({ field }) => field.name));
	for (const name of [...chosen, ...(wanted ?? [])]) requireColumn(known.has(name), name);
	const among = new Set(wanted);
	return columns.filter(({ field: { name } }) => chosen.has(name) && among.has(name));
}

function requireColumn(isThere: boolean, name: string): void {
	if (isThere) return;
	throw invalidArgument(`The table has no column ${quote(name)}. Ask for columns that it has.`);
}

const KINDS: readonly unknown[] = ["continuous", "discrete", "time", "string"] satisfies VariableKind[];
const ROLES: readonly unknown[] = ["attribute", "class", "meta"] satisfies Role[];

/** What a user chose may come from a file or another program, past the compiler. */
function checkOverride(name: string, { kind, role }: ColumnOverride): void {
	const refuse = (what: string, value: unknown, known: readonly unknown[]) => {
		throw invalidArgument(
			`${quote(name)} cannot have the ${what} ${value}. Choose one of ${known.join(", ")}.`,
		);
	};
	if (kind !== undefined && !KINDS.includes(kind)) refuse("kind", kind, KINDS);
	if (role !== undefined && !ROLES.includes(role)) refuse("role", role, ROLES);
}

function targetOf(
	name: string,
	stated: ReadonlyMap<string, Stated>,
	isStated: boolean,
	overrides: Readonly<Record<string, ColumnOverride>>,
): Target | null {
	const kind = overrides[name]?.kind;
	const variable = stated.get(name)?.variable;
	if (kind !== undefined && kind !== variable?.kind) return { kind, name, reason: columnReason("as-chosen") };
	return variable ? { ...variable, reason: columnReason(isStated ? "as-domain-says" : "as-sent") } : null;
}

/** A variable that a Domain has, and where. */
interface Stated {
	readonly variable: DescribedVariable;
	readonly role: Role;
}

/** By name. */
function statedVariables(domain: DescribedDomain | null): ReadonlyMap<string, Stated> {
	const stated = new Map<string, Stated>();
	if (domain === null) return stated;
	const { attributes, classVars, metas } = domain;
	for (const variable of attributes) stated.set(variable.name, { variable, role: "attribute" });
	for (const variable of classVars) stated.set(variable.name, { variable, role: "class" });
	for (const variable of metas) stated.set(variable.name, { variable, role: "meta" });
	return stated;
}

const eitherOf = (one: AbortSignal | undefined, other: AbortSignal | undefined): AbortSignal | undefined =>
	one && other ? AbortSignal.any([one, other]) : (one ?? other);

/** Works on all columns, `atOnce` at a time and those that decode in place beside them. */
async function eachAtOnce<R>(
	columns: readonly ArrowColumn[],
	atOnce: number,
	work: (column: ArrowColumn, position: number) => Promise<R>,
	stop: AbortController | null,
): Promise<R[]> {
	const results = new Array<R>(columns.length);
	const one = async (position: number) => {
		results[position] = await work(columns[position]!, position);
	};
	const positions = [...columns.keys()];
	const inPlace = positions.filter((position) => columns[position]!.decodesInPlace);
	const inTurn = positions.filter((position) => !columns[position]!.decodesInPlace);
	const waiting = inTurn.values();
	const worker = async () => {
		for (const position of waiting) await one(position);
	};
	try {
		const workers = Array.from({ length: Math.min(atOnce, inTurn.length) }, worker);
		await Promise.all([...workers, ...inPlace.map(one)]);
	} catch (error) {
		// The others' results would be of no use.
		stop?.abort(error);
		throw error;
	}
	return results;
}

/** Columns that are named come first, in the order of the names. */
function inOrder(conversions: readonly Converted[], names: readonly string[]): readonly Converted[] {
	if (names.length === 0) return conversions;
	const positions = new Map(names.map((name, position) => [name, position]));
	const at = ({ column }: Converted) => positions.get(column.variable.name) ?? names.length;
	return [...conversions].sort((a, b) => at(a) - at(b));
}
