import type { Codecs } from "@allye/arrow-ipc";
import { loadNative } from "@allye/native";
import { AllyeError } from "@allye/protocol/contract";

/** The addon's codecs. @throws NATIVE_UNAVAILABLE: nothing can be sent without the addon, for Python's lock needs it too */
export function nativeCodecs(): Codecs {
	try {
		return loadNative();
	} catch (cause) {
		throw new AllyeError(
			"NATIVE_UNAVAILABLE",
			`Sending needs the native addon, which did not load on ${process.platform}-${process.arch}: ${(cause as Error).message}`,
			{ cause },
		);
	}
}
