import { node, python, withoutAddon } from "../target.mjs";

/** @param {import("../data.mjs").Data} data */
export default async (data) => {
	const table = await data.big();
	const column = "c000_f";
	const ours = node("load", "load", { table, columns: [column] });
	return {
		id: "T6",
		what: "one column of Big",
		ours,
		peers: [
			python("pyarrow", "pyarrow_column", { table, column }, 1.5),
			python("polars", "polars_column", { table, column }),
		],
		others: [withoutAddon(ours)],
		limit: node("decoding its buffers", "decode-limit", { table, columns: 1 }),
	};
};
