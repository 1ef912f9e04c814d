import type { FrameSpec } from "../frame-spec";
import { PythonError } from "../python-error";
import type { PythonPeer } from "../testee";
import type { SendingWay } from "./sending-way";

/**
 * Has Python send the frame; in one record batch where it cannot in several: send_dataframe takes the types of all from the first one,
 * and refuses text, decimals or lists after a batch in which nothing was present.
 */
export async function sendFrame(
	python: PythonPeer,
	frame: FrameSpec,
	{ tableName, ...way }: SendingWay & { tableName: string },
): Promise<void> {
	try {
		await python.send(frame, { ...way, tableName });
	} catch (error) {
		if (!(error instanceof PythonError && error.type.startsWith("Arrow"))) throw error;
		await python.send(frame, { ...way, tableName, chunkRows: 500_000 });
	}
}
