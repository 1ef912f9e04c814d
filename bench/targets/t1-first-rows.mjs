import { node, python, withoutAddon } from "../target.mjs";

/** @param {import("../data.mjs").Data} data */
export default async (data) => {
	const args = { table: await data.big(), rows: 1000 };
	const ours = node("head", "head", args);
	const peers = [
		python("polars scan.head", "polars_head", args, 3),
		python("pyarrow get_batch(0)", "pyarrow_first_batch", args, 60),
	];
	return [
		{
			id: "T1",
			what: "first 1,000 rows, all columns, of Big",
			repeats: 1,
			ours,
			peers,
			others: [withoutAddon(ours)],
			limit: node("decoding the first rows of each buffer", "decode-limit", {
				table: args.table,
				firstRows: args.rows,
			}),
			checks: [{ what: "peak MB", atMost: 150 }],
		},
		{
			id: "T1",
			what: "the same, the best of ten in one process: of us and of them",
			repeats: 10,
			ours,
			peers,
		},
	];
};
