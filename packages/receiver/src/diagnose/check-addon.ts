import { nativeLoadFailure } from "@allye/native";
import { chooseCodecs } from "../choose-codecs";
import type { Finding } from "./diagnosis";

/** Node's version, the addon, and whether both compressions decode. */
export async function checkAddon(): Promise<Finding[]> {
	const failure = nativeLoadFailure();
	const system: Finding = {
		check: "system",
		status: "ok",
		message: `${process.platform}-${process.arch}, Node ${process.version}`,
	};
	const addon: Finding = failure
		? {
				check: "addon",
				status: "problem",
				message: failure.message,
				next: "Until then files can be read, more slowly; sending, shared memory and cleaning up cannot work.",
			}
		: {
				check: "addon",
				status: "ok",
				message: "The native addon loads: file lock, mappings, shared memory.",
			};
	return [system, addon, await checkCodecs(failure === null)];
}

/** "Allye" as one zstd frame and as one LZ4 frame. */
const FRAMES = {
	zstd: "28b52ffd2005290000416c6c7965",
	lz4_frame: "04224d1860408205000080416c6c796500000000",
} as const;

async function checkCodecs(isNative: boolean): Promise<Finding> {
	const by = isNative ? "the addon" : "WebAssembly, which is slower";
	const broken: string[] = [];
	const codecs = await chooseCodecs();
	for (const codec of ["zstd", "lz4_frame"] as const) {
		const output = new Uint8Array(5);
		await codecs.decompress(codec, Buffer.from(FRAMES[codec], "hex"), output).catch(() => {});
		if (Buffer.from(output).toString() !== "Allye") broken.push(codec);
	}
	if (broken.length === 0)
		return { check: "codecs", status: "ok", message: `zstd and LZ4 decode, by ${by}.` };
	return {
		check: "codecs",
		status: "problem",
		message: `${broken.join(" and ")} does not decode.`,
		next: "Install @allye/native again, or build it.",
	};
}
