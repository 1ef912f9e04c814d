import { node, python } from "../target.mjs";

/** @param {import("../data.mjs").Data} data @param {import("../sizes.mjs").Sizes} sizes */
export default async (data, sizes) => {
	const args = { table: await data.big(), rows: Math.min(100_000, sizes.bigRows), totalRows: sizes.bigRows };
	return [
		{
			id: "T5",
			what: "random sample of 100,000 rows of Big",
			repeats: 1,
			ours: node("sample", "sample", args),
			peers: [python("pyarrow batch by batch", "pyarrow_sample", args, 1.4)],
			limit: node("decoding all buffers", "decode-limit", args),
			checks: [
				{ what: "% of the limit's speed", atLeast: 80 },
				{ what: "peak MB", atMost: 512 },
			],
		},
		{
			id: "T5",
			what: "the quick sample, by blocks",
			repeats: 1,
			ours: node("sample", "sample", { ...args, method: "blocks" }),
			checks: [{ what: "min ms", atMost: 1000 }],
		},
	];
};
