import { randomUUID } from "node:crypto";
import { appendEvent } from "./append-event";
import type { ByteSink, PayloadLocation, Transport } from "./contract";
import { AllyeError, abortedError, isAllyeError } from "./contract";
import type { JsonValue, ManifestEvent } from "./manifest-event";
import { prepareSecretDir } from "./prepare-secret-dir";
import type { SecretDir } from "./secret-dir";
import { autoTableName, expiresAt, formatTimestamp } from "./timestamp";

/** What the manifest says of a table that is sent. */
export interface TransferOptions {
	/** Empty or absent: made up as Python makes it up. */
	tableName?: string;
	producer: string;
	/** Seconds until expires_at; null: never. */
	ttlSec: number | null;
	metadata: Record<string, JsonValue>;
	/** Passed to the transport. */
	maxBytes?: number;
	/** Wait until payload and events are on the disk. Default: false. */
	durable?: boolean;
	signal?: AbortSignal;
	/** As in AppendOptions, for the ready event: whether the table may still be announced. */
	check?(): Promise<void>;
	/** Writes the whole payload and says what it is. */
	write(sink: ByteSink): Promise<{ shape: [rows: number, columns: number]; schemaSha256: string }>;
}

/**
 * One transfer, as every writer must do it (requirements, 4.1): `writing`, the payload, `ready`, one id and created_at in both
 * events. Where it fails or is aborted the payload is removed and an `error` event with metadata.error says why.
 *
 * @returns the ready event, and what prepareSecretDir warned of
 * @throws what `write` and the transport throw; LOCK_TIMEOUT, NO_SPACE, PERMISSION, NATIVE_UNAVAILABLE, ABORTED
 */
export async function runTransfer(
	dir: SecretDir,
	transport: Transport,
	options: TransferOptions,
): Promise<{ event: ManifestEvent; warnings: string[] }> {
	const { signal, metadata, durable } = options;
	const id = randomUUID();
	const now = new Date();
	const writing: ManifestEvent = {
		version: 1,
		id,
		table_name: options.tableName || autoTableName(id, now),
		producer: options.producer,
		status: "writing",
		created_at: formatTimestamp(now),
		ttl_sec: options.ttlSec,
		payload: null,
		metadata,
	};
	const warnings = await prepareSecretDir(dir);
	await appendEvent(dir, writing, { signal, durable });

	let committed: PayloadLocation | null = null;
	try {
		const { locator, data_size, ...described } = await writePayload();
		const ready: ManifestEvent = {
			...writing,
			status: "ready",
			payload: {
				transport: transport.name,
				locator,
				data_size,
				shape: described.shape,
				schema_sha256: described.schemaSha256,
				created_at: formatTimestamp(new Date()),
				expires_at: options.ttlSec === null ? null : expiresAt(new Date(), options.ttlSec),
			},
		};
		await appendEvent(dir, ready, { signal, durable, check: options.check });
		return { event: ready, warnings };
	} catch (error) {
		if (committed) await transport.remove(committed, { secretDir: dir.path }).catch(() => {});
		const reason = error instanceof Error ? error : new Error(String(error));
		const code = isAllyeError(reason) ? reason.code : reason.name;
		// The error that the caller gets is the first one: that this line could not be written adds nothing they can act on.
		await appendEvent(dir, {
			...writing,
			status: "error",
			metadata: { ...metadata, error: `${code}: ${reason.message}` },
		}).catch(() => {});
		throw signal?.aborted && !isAllyeError(error, "ABORTED") ? abortedError(signal, "Sending") : error;
	}

	async function writePayload() {
		const writer = await transport.create({
			secretDir: dir.path,
			id,
			maxBytes: options.maxBytes,
			durable,
			signal,
		});
		try {
			const described = await options.write(writer);
			committed = await writer.commit();
			return { ...committed, ...described };
		} catch (error) {
			// As below: the caller gets the first error.
			await writer.abort().catch(() => {});
			throw error;
		}
	}
}

/** @throws INVALID_ARGUMENT for a time to live that is no whole number of seconds above 0 */
export function checkTtl(ttlSeconds: number | undefined): number | null {
	if (ttlSeconds === undefined) return null;
	if (Number.isSafeInteger(ttlSeconds) && ttlSeconds > 0) return ttlSeconds;
	throw new AllyeError("INVALID_ARGUMENT", `ttlSeconds must be a whole number above 0, not ${ttlSeconds}.`);
}
