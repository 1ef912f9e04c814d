import { node, python } from "../target.mjs";

/** @param {import("../data.mjs").Data} data */
export default async (data) => {
	const table = await data.big();
	const column = "c000_f";
	return {
		id: "T6",
		what: "one column of Big",
		ours: node("load", "load", { table, columns: [column] }),
		peers: [
			python("pyarrow", "pyarrow_column", { table, column }, 1.5),
			python("polars", "polars_column", { table, column }),
		],
	};
};
