import { WHOLE_TABLE_PROCESSES } from "../sizes.mjs";
import { node, python, withoutAddon } from "../target.mjs";

/** @param {import("../data.mjs").Data} data @param {import("../sizes.mjs").Sizes} sizes */
export default async (data, sizes) => [
	await whole(data, "zstd", { id: "T2", toOrange: 5, toPandas: 1.5, toPolars: 1.5 }),
	{
		id: "T2",
		what: "two such loads at once",
		ours: node("load", "load-together", { table: await data.mid("zstd") }),
		checks: [
			{ what: "together / in turn", atMost: 1.3 },
			{ what: "timer late by ms", atMost: 50 },
		],
	},
	{
		id: "T2",
		what: "loads of four sizes: time over bytes is a line",
		repeats: 8,
		ours: node("load", "load-growth", { tables: await quarters(data, sizes) }),
		checks: [{ what: "R²", atLeast: 0.98 }],
	},
	await whole(data, "none", { id: "T3", toOrange: 10, toPandas: 1, toPolars: 1 }),
];

async function whole(data, compression, { id, toOrange, toPandas, toPolars }) {
	const table = await data.mid(compression);
	const args = { table };
	const ours = node("load", "load", args);
	return {
		id,
		what: `Mid, ${compression === "none" ? "uncompressed" : compression} → whole Orange Table`,
		repeats: 10,
		processes: WHOLE_TABLE_PROCESSES,
		ours,
		peers: [
			python("get_dataframe + table_from_frame", "get_dataframe_table_from_frame", table, toOrange),
			python("pyarrow read_all.to_pandas", "pyarrow_to_pandas", table, toPandas),
			python("polars read_ipc", "polars_read", table, toPolars),
			python("pyarrow read_all", "pyarrow_read_all", table),
			node("plain apache-arrow", "apache-arrow-read", args),
		],
		others: [withoutAddon(ours)],
		limit:
			compression === "none"
				? node("reading the file into memory", "read-limit", args)
				: node("decoding all buffers", "decode-limit", args),
	};
}

/** Tables of a quarter of the rows, a half and so on; only to see that it runs, one will do. */
const quarters = (data, { midRows, rounds }) =>
	Promise.all(
		(rounds > 1 ? [0.25, 0.5, 0.75, 1] : [1]).map((share) => data.mid("zstd", { midRows: midRows * share })),
	);
