import { node, python } from "../target.mjs";

/** @param {import("../data.mjs").Data} data @param {import("../sizes.mjs").Sizes} sizes */
export default async (data, sizes) => {
	const size = { rows: sizes.smallRows, columns: 10 };
	const args = () => ({ ...size, scratch: data.scratch() });
	return [
		{
			id: "T9",
			what: "10,000 × 10 by shared memory: sent by Python → loaded",
			repeats: 20,
			ours: node("load", "load-shm", { ...args(), python: data.python }),
			peers: [python("get_dataframe", "shm_get", args(), 1)],
		},
		{
			id: "T9",
			what: "10,000 × 10 by shared memory: sent → get_dataframe in Python",
			repeats: 20,
			ours: python("send + get_dataframe", "node_send_get", args()),
			peers: [python("send_dataframe + get_dataframe", "shm_send", args(), 1)],
		},
		{
			id: "T9",
			what: "10,000 × 10 by shared memory: sent and loaded",
			repeats: 20,
			ours: node("send and load", "send-shm", args()),
			peers: [python("send_dataframe + get_dataframe", "shm_send", args(), 1)],
		},
	];
};
