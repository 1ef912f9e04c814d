/** What a Receiver shows and loads. */
export interface ReceiverSettings {
	/** Only this producer's tables; null: everybody's. */
	readonly producer: string | null;
	/** The table chosen in the list; null: none yet. */
	readonly tableName: string | null;
	/** Whose, where several sent a table of that name; null: whoever sent last. */
	readonly tableProducer: string | null;
	/** A version of it, by its event's id; null: the latest, and each new one as it comes. */
	readonly eventId: string | null;
	/** How much was loaded of `source`; null: nothing was loaded yet. The command "load" sets both. */
	readonly load: LoadChoice | null;
	/** What was chosen when it was loaded, and is loaded again when the workflow is opened. Choosing another table does not unload it. */
	readonly source: TableSource | null;
	/**
	 * Roles and kinds that the user changed, by schema_sha256 (of the table chosen, or of others like it), then by column name. A new Receiver begins with
	 * those of the others.
	 */
	readonly overrides: Readonly<Record<string, Readonly<Record<string, ColumnChoice>>>>;
	/** Copy tables out of shared memory into a file as soon as they come. */
	readonly keepAsFile: boolean;
	/** Seconds after which a table that is still being written is shown as "sender died?". */
	readonly staleAfterSeconds: number;
}

/** A table, or a version of it; as `tableName`, `tableProducer` and `eventId` of {@link ReceiverSettings}. */
export interface TableSource {
	readonly tableName: string;
	readonly producer: string | null;
	readonly eventId: string | null;
}

export interface ColumnChoice {
	readonly role?: "feature" | "target" | "meta" | "ignore";
	readonly kind?: "continuous" | "discrete" | "time" | "string";
}

/** How much of a table: everything, the first rows, a uniform sample, or all rows left where they are and read as one scrolls. */
export interface LoadChoice {
	readonly how: "all" | "first" | "sample" | "browse";
	/** Rows, of "first" and "sample". */
	readonly n: number;
	/** Of "sample". */
	readonly seed: number;
	/** Names of columns; null: all. */
	readonly columns: readonly string[] | null;
	/** Load it although it is over the limits; said by the user each time, never saved. */
	readonly allowLarge: boolean;
}
