/** How a check came out: `note` is worth knowing, `warning` may become trouble, `problem` keeps something from working. */
export type FindingStatus = "ok" | "note" | "warning" | "problem";

/** What a finding is about. */
export type CheckName =
	| "system"
	| "addon"
	| "codecs"
	| "directory"
	| "environment"
	| "lock"
	| "manifest"
	| "payloads"
	| "shared memory"
	| "disk"
	| "Python";

/** What one check found. */
export interface Finding {
	check: CheckName;
	status: FindingStatus;
	/** What is so, and where. */
	message: string;
	/** What to do; only where there is something. */
	next?: string;
}

/** A segment of shared memory that Allye made and that no living process holds. */
export interface Leftover {
	name: string;
	bytes: number;
	/** When it was written, ISO 8601. */
	modifiedAt: string;
	/** The table that it holds; null where no line of this directory names it. */
	tableName: string | null;
	/**
	 * `in use`: its sender has ended, but it is the latest version of its table, which can still be read; `unneeded`: its sender has ended,
	 * and no reader would find it; `unknown`: no line here names it. Then it may well be a table of another secret directory.
	 */
	state: "in use" | "unneeded" | "unknown";
}

/** What `allye doctor` prints. */
export interface Diagnosis {
	secretDir: string;
	findings: Finding[];
	/** What {@link removeLeftover} takes. */
	leftovers: Leftover[];
}
