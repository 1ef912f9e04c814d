import { join } from "node:path";
import {
	AllyeError,
	type CreateOptions,
	type LocateOptions,
	type PayloadLocation,
	type PayloadWriter,
	type Transport,
	toAllyeError,
} from "@allye/protocol";
import { createPayloadFile } from "./create-payload-file";
import { FileByteSource } from "./file-byte-source";
import { listPayloadFiles } from "./list-payload-files";
import { locatePayloadFile } from "./locate-payload-file";
import { removePayloadFile } from "./remove-payload-file";

/** The manifest's name for this transport (requirements, 2.2). */
export const FILE_TRANSPORT_NAME = "file_arrow_ipc_v1";

/**
 * Payloads in Arrow IPC files, `payloads/<id>.arrow`: the default, good for any size.
 *
 * Reading needs no addon; with it, uncompressed buffers are copied out of a mapping.
 */
export function createFileTransport(): Transport {
	return {
		name: FILE_TRANSPORT_NAME,
		format: "file",
		supports: { outlivesSender: true, open: true, create: true },
		open: async (location, options) =>
			FileByteSource.open(await locatePayloadFile(location, options), location.data_size),
		create,
		remove,
		list: listPayloadFiles,
	};
}

async function create({ id, secretDir, durable, signal }: CreateOptions): Promise<PayloadWriter> {
	if (!/^[A-Za-z0-9_-]{1,64}$/.test(id))
		throw new AllyeError("INVALID_ARGUMENT", `The transfer id ${JSON.stringify(id)} is no plain name.`);
	return createPayloadFile(join(secretDir, "payloads", `${id}.arrow`), { durable, signal });
}

async function remove(location: PayloadLocation, options: LocateOptions): Promise<void> {
	const path = await locatePayloadFile(location, options, { mayBeMissing: true });
	if (path === null) return;
	try {
		await removePayloadFile(path);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
		throw toAllyeError(error, { what: "The payload file could not be removed", path });
	}
}
