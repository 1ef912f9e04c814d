/** What the transport suite needs of a Transport: the shape of `Transport` in `@allye/protocol/contract`, which says what each part means. */
export interface TransportLike {
	readonly name: string;
	readonly format: "file" | "stream";
	readonly supports: { outlivesSender: boolean; open: boolean; create: boolean };
	open(location: LocationLike, options: { secretDir: string }): Promise<SourceLike>;
	create(options: {
		secretDir: string;
		id: string;
		maxBytes?: number;
		signal?: AbortSignal;
	}): Promise<WriterLike>;
	remove(location: LocationLike, options: { secretDir: string }): Promise<void>;
}

/** Where a payload lies, as the manifest's `payload` says it. */
export interface LocationLike {
	locator: string;
	data_size: number;
}

/** The bytes of a payload that was opened: a `ByteSource` of `@allye/protocol/contract`. */
export interface SourceLike {
	readonly size: number;
	readonly label: string;
	read(
		offset: number,
		length: number,
		options?: { into?: Uint8Array; direct?: boolean; signal?: AbortSignal },
	): Promise<Uint8Array>;
	close(): Promise<void>;
}

/** A payload that is being written: it appears with `commit`, and never with `abort`. */
export interface WriterLike {
	write(bytes: Uint8Array): Promise<void>;
	commit(): Promise<LocationLike>;
	abort(): Promise<void>;
}
