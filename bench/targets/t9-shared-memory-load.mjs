import { node, python } from "../target.mjs";

/** @param {import("../data.mjs").Data} data @param {import("../sizes.mjs").Sizes} sizes */
export default async (data, sizes) => {
	const args = { rows: sizes.smallRows, columns: 10, python: data.python };
	return {
		id: "T9",
		what: "10,000 × 10 by shared memory: sent by Python → loaded",
		repeats: 10,
		ours: node("load", "load-shm", { ...args, scratch: data.scratch() }),
		peers: [python("get_dataframe", "shm_get", { ...args, scratch: data.scratch() }, 1)],
	};
};
