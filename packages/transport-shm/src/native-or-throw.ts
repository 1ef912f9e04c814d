import { loadNative, type Native } from "@allye/native";
import { AllyeError } from "@allye/protocol";

/** The addon, or NATIVE_UNAVAILABLE saying that `what` needs it. */
export function nativeOrThrow(what: string): Native {
	try {
		return loadNative();
	} catch (cause) {
		throw new AllyeError(
			"NATIVE_UNAVAILABLE",
			`${what} needs the native addon, which did not load on ${process.platform}-${process.arch}: ${(cause as Error).message} ` +
				'Tables sent with transport="file" can be read without it.',
			{ cause },
		);
	}
}
