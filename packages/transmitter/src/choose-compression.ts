import { AllyeError } from "@allye/protocol/contract";

export type ArrowCompression = "zstd" | "lz4_frame" | null;

const BY_NAME: Readonly<Record<string, ArrowCompression>> = {
	zstd: "zstd",
	lz4: "lz4_frame",
	none: null,
	"": null,
};

/**
 * The body compression of a payload file: the option, else ALLYE_ARROW_COMPRESSION ("" for none) as the Python package reads
 * it, else zstd.
 *
 * @throws INVALID_ARGUMENT for any other name
 */
export function chooseCompression(
	option: "zstd" | "lz4" | "none" | undefined,
	environment = process.env.ALLYE_ARROW_COMPRESSION,
): ArrowCompression {
	const name = option ?? environment ?? "zstd";
	if (Object.hasOwn(BY_NAME, name)) return BY_NAME[name];
	throw new AllyeError(
		"INVALID_ARGUMENT",
		`There is no compression ${JSON.stringify(name)}. Use "zstd", "lz4" or "none" (or "" in ALLYE_ARROW_COMPRESSION).`,
	);
}
