import { node, python } from "../target.mjs";

/** @param {import("../data.mjs").Data} data */
export default async (data) => {
	const args = { table: await data.big(), rows: 1000 };
	return {
		id: "T1",
		what: "first 1,000 rows, all columns, of Big",
		repeats: 1,
		ours: node("head", "head", args),
		peers: [
			python("polars scan.head", "polars_head", args, 3),
			python("pyarrow get_batch(0)", "pyarrow_first_batch", args, 60),
		],
		checks: [{ what: "peak MB", atMost: 150 }],
	};
};
