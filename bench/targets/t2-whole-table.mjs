import { node, python } from "../target.mjs";

/** @param {import("../data.mjs").Data} data */
export default async (data) => {
	const table = await data.mid("zstd");
	const args = { table };
	return {
		id: "T2",
		what: "Mid zstd → whole Orange Table",
		ours: node("load", "load", args),
		peers: [
			python("get_dataframe + table_from_frame", "get_dataframe_table_from_frame", table, 5),
			python("pyarrow read_all.to_pandas", "pyarrow_to_pandas", table, 1.5),
			python("polars read_ipc", "polars_read", table, 1.5),
			python("pyarrow read_all", "pyarrow_read_all", table),
			node("plain apache-arrow", "apache-arrow-read", args),
		],
		others: [node("ours without the addon", "load", args, { ALLYE_NATIVE: "off" })],
	};
};
