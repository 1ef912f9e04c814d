import type { ManifestEvent } from "./manifest-event";

/** What the manifest says now of one table name. */
export interface TableEntry {
	tableName: string;
	/** The last ready line of that name, as Python takes it; its payload may be null. null where there is none. */
	ready: ManifestEvent | null;
	/** The last error line, where it comes after `ready`. */
	latestError: ManifestEvent | null;
	/** The last writing line after `ready` whose id has no ready or error line yet: being sent, or its sender died. */
	pending: ManifestEvent | null;
}
