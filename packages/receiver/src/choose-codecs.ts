import type { Codecs } from "@allye/arrow-ipc";
import { loadNative, nativeLoadFailure } from "@allye/native";

/** The addon's codecs; where no addon loads, WASM's, which decode only and more slowly. */
export async function chooseCodecs(): Promise<Codecs> {
	if (nativeLoadFailure() === null) return loadNative();
	const { portableCodecs } = await import("@allye/arrow-ipc/portable-codecs");
	return portableCodecs();
}
