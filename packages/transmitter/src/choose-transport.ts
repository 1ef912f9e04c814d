import type { Transport } from "@allye/protocol";
import { AllyeError } from "@allye/protocol/contract";
import type { SendOptions } from "./transmitter";

const MIB = 1024 * 1024;

interface Choice {
	transport: Transport;
	/** The limit that the transport must keep; absent for files. */
	maxBytes?: number;
	warning?: string;
}

/**
 * Which transport a table goes by. "auto" is a file, the requirements' default (4.1), unless shared memory is preferred and
 * the table, `byteBound()` bytes at most, fits.
 *
 * @throws INVALID_ARGUMENT
 */
export function chooseTransport(
	transports: readonly Transport[],
	byteBound: () => number,
	{ transport = "auto", maxShmBytes = 64 * MIB, preferShm = false }: SendOptions,
): Choice {
	if (!(maxShmBytes > 0))
		throw new AllyeError("INVALID_ARGUMENT", "maxShmBytes must be a number of bytes above 0.");
	const file = transports.find((each) => each.format === "file");
	const shm = transports.find((each) => each.format === "stream");
	if (
		transport === "file" ||
		(transport === "auto" && !(preferShm && shm?.supports.create && byteBound() <= maxShmBytes))
	)
		return { transport: existing(file, transport) };
	if (transport !== "auto" && transport !== "shm")
		throw new AllyeError(
			"INVALID_ARGUMENT",
			`There is no transport ${JSON.stringify(transport)}. Use "auto", "file" or "shm".`,
		);
	if (process.platform === "win32")
		return {
			transport: existing(file, "file"),
			warning:
				"On Windows shared memory dies with its sender, so the table was sent as a file, as Python does.",
		};
	return { transport: existing(shm, transport), maxBytes: maxShmBytes };
}

function existing(transport: Transport | undefined, name: string): Transport {
	if (transport) return transport;
	throw new AllyeError("INVALID_ARGUMENT", `This transmitter was made without a transport for "${name}".`);
}
