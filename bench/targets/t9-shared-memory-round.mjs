import { node, python } from "../target.mjs";

/** @param {import("../data.mjs").Data} data @param {import("../sizes.mjs").Sizes} sizes */
export default async (data, sizes) => {
	const args = { rows: sizes.smallRows, columns: 10 };
	return {
		id: "T9",
		what: "10,000 × 10 by shared memory: sent and loaded",
		repeats: 10,
		ours: node("send and load", "send-shm", { ...args, scratch: data.scratch() }),
		peers: [python("send_dataframe + get_dataframe", "shm_send", { ...args, scratch: data.scratch() }, 1)],
	};
};
