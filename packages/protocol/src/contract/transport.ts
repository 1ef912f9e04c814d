import type { ByteSink } from "./byte-sink";
import type { ByteSource } from "./byte-source";

/** What the manifest says of where a payload lies: the fields of `payload` that a transport needs. */
export interface PayloadLocation {
	/** For a file its path, for shared memory its name. */
	locator: string;
	/** Bytes of the payload; shared memory may be larger, only the first `data_size` count. */
	data_size: number;
}

/** Options of {@link Transport.open} and {@link Transport.remove}. */
export interface LocateOptions {
	/** The secret directory, absolute. Payload files must lie directly in its payloads/ directory. */
	secretDir: string;
	/** Accept payload files anywhere (false by default). */
	payloadsAnywhere?: boolean;
	signal?: AbortSignal;
}

/** Options of {@link Transport.create}. */
export interface CreateOptions {
	secretDir: string;
	/** The transfer's UUID: the payload's name is made from it. */
	id: string;
	/** SHM_TOO_LARGE above this many bytes; transports without a limit of their own ignore it. */
	maxBytes?: number;
	/** Wait until the payload is on the disk; transports that keep nothing on a disk ignore it. Default: false. */
	durable?: boolean;
	signal?: AbortSignal;
}

/** A payload being written. Until {@link commit} nobody can find it under its final name. */
export interface PayloadWriter extends ByteSink {
	/**
	 * Completes the payload and gives it its final name.
	 *
	 * @throws NO_SPACE, PERMISSION, SHM_TOO_LARGE; the partial payload is removed then
	 */
	commit(): Promise<PayloadLocation>;
	/** Removes all that was written. Does nothing after {@link commit} or a second time. */
	abort(): Promise<void>;
}

/** Something that lies in a transport's place, whether or not a manifest names it. */
export interface StoredPayload {
	/** As the manifest's `payload.locator` would name it. */
	locator: string;
	/** What a locator ends with that means this payload: its own file name, and those of links to it. */
	names: readonly string[];
	/** The transfer's id, as far as the name tells it (of shared memory its first 20 hexadecimal digits); "" where it does not. */
	id: string;
	bytes: number;
	modifiedAt: Date;
	/** false: under a temporary name, still being written or left by a process that died. */
	isComplete: boolean;
	/** Removes it; does nothing where it is gone, or is no payload any more. @throws PERMISSION */
	remove(): Promise<void>;
}

/**
 * A place where payloads live. To add one, write this and adopt the suite of `@allye/conformance`.
 */
export interface Transport {
	/** The manifest's `payload.transport`, for example `file_arrow_ipc_v1`. */
	readonly name: string;
	/** Which Arrow IPC format the bytes are in. */
	readonly format: "file" | "stream";
	readonly supports: {
		/** Payloads outlive the process that sent them. */
		outlivesSender: boolean;
		/** `open` works here: the platform and, where needed, the addon. */
		open: boolean;
		/** `create` works here. */
		create: boolean;
	};
	/**
	 * @throws PAYLOAD_MISSING or SHM_GONE where nothing is there; PAYLOAD_REFUSED where it may not lie;
	 * PAYLOAD_CORRUPT where it is shorter than `data_size`; PERMISSION; NATIVE_UNAVAILABLE
	 */
	open(location: PayloadLocation, options: LocateOptions): Promise<ByteSource>;
	/** @throws NO_SPACE, PERMISSION, NATIVE_UNAVAILABLE */
	create(options: CreateOptions): Promise<PayloadWriter>;
	/** Removes a payload; does nothing where it is gone already. @throws PAYLOAD_REFUSED, PERMISSION */
	remove(location: PayloadLocation, options: LocateOptions): Promise<void>;
	/**
	 * What of ours lies in this place: nothing else is ever cleaned up. Absent where a transport cannot tell.
	 *
	 * @throws PERMISSION
	 */
	list?(options: LocateOptions): Promise<StoredPayload[]>;
	/** Other secret directories keep payloads in the same place, so that one that no line here names may be theirs. Default: false. */
	readonly isShared?: boolean;
}
