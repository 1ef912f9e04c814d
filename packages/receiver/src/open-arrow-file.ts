import type { OrangeTable } from "@allye/orange-table";
import { FileByteSource } from "@allye/transport-file";
import { chooseCodecs } from "./choose-codecs";
import type { LoadOptions } from "./receiver";

/** Which columns to map, and as what. */
export type ArrowFileOptions = Pick<
	LoadOptions,
	"columns" | "domain" | "restoreDomain" | "signal" | "onProgress"
>;

/**
 * Maps an Arrow IPC file from anywhere on the disk to an Orange Table, just as a payload is mapped: for files that were saved or that
 * other programs wrote.
 *
 * @throws PAYLOAD_MISSING, PAYLOAD_CORRUPT, TYPE_UNSUPPORTED, PERMISSION, ABORTED
 */
export async function openArrowFile(path: string, options: ArrowFileOptions = {}): Promise<OrangeTable> {
	// Loaded here, as in createReceiver: importing this package alone must cost next to nothing.
	const [{ openArrow }, { loadOrangeTable }] = await Promise.all([
		import("@allye/arrow-ipc"),
		import("@allye/orange-table"),
	]);
	const source = await FileByteSource.open(path, 0);
	try {
		const payload = await openArrow(source, { format: "file", codecs: await chooseCodecs() });
		const { onProgress, ...rest } = options;
		const { table } = await loadOrangeTable(payload, {
			...rest,
			onProgress:
				onProgress &&
				((done) => onProgress({ ...done, totalRows: payload.rowCount, totalBytes: source.size })),
		});
		return table;
	} finally {
		await source.close();
	}
}
