import { node, python, withoutAddon } from "../target.mjs";

/** @param {import("../data.mjs").Data} data @param {import("../sizes.mjs").Sizes} sizes */
export default async (data, { manifestLines }) => {
	const secretDir = await data.manifest();
	const shorter = await data.manifest({ manifestLines: manifestLines / 10 });
	const ours = node("tables", "list", { secretDir });
	return [
		{
			id: "T7",
			what: "manifest of 1,000,000 lines: first listing",
			repeats: 1,
			ours,
			peers: [python("list_tables", "list_tables", { secretDir }, 10)],
			others: [withoutAddon(ours)],
			limit: node("reading the file", "read-limit", { secretDir }),
		},
		{
			id: "T7",
			what: "the same after one more line",
			repeats: 20,
			ours: node("tables", "list-again", { secretDir }),
			checks: [{ what: "median ms", atMost: 5 }],
		},
		{
			id: "T7",
			what: "that, over the same with a tenth of the lines",
			repeats: 20,
			ours: node("tables", "list-growth", { secretDir, shorter }),
			checks: [{ what: "ratio", atMost: 1.5 }],
		},
	];
};
