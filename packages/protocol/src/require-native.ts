import { loadNative, type Native } from "@allye/native";
import { toAllyeError } from "./to-allye-error";

/** The native addon. @throws NATIVE_UNAVAILABLE, saying that `what` ("Sending", for example) needs it and why it did not load */
export function requireNative(what: string): Native {
	try {
		return loadNative();
	} catch (error) {
		throw toAllyeError(error, {
			what: `${what} needs the native addon, which did not load on ${process.platform}-${process.arch}`,
		});
	}
}
