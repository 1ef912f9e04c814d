import { node, python } from "../target.mjs";

/** @param {import("../data.mjs").Data} data @param {import("../sizes.mjs").Sizes} sizes */
export default async (data, sizes) => {
	const args = { table: await data.big(), rows: Math.min(100_000, sizes.bigRows), totalRows: sizes.bigRows };
	return {
		id: "T5",
		what: "random sample of 100,000 rows of Big",
		repeats: 1,
		ours: node("sample", "sample", args),
		peers: [python("pyarrow batch by batch", "pyarrow_sample", args, 1.4)],
		checks: [{ what: "peak MB", atMost: 512 }],
		others: [node("ours, by blocks", "sample", { ...args, method: "blocks" })],
	};
};
