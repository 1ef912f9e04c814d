import { node, python, withoutAddon } from "../target.mjs";

/** @param {import("../data.mjs").Data} data */
export default async (data) => {
	const table = await data.mid("zstd");
	const scratch = data.scratch();
	const ours = node("send", "send", { table, scratch });
	const peer = { ...table, scratch: data.scratch() };
	return {
		id: "T4",
		what: "Orange Table of Mid → ready, zstd",
		repeats: 8,
		ours,
		peers: [python("table_to_frame + send_dataframe", "table_to_frame_send", peer, 4)],
		others: [node("ours with durable: true", "send", { table, scratch, durable: true }), withoutAddon(ours)],
		limit: node("compressing all buffers, writing them", "encode-limit", { table, scratch: data.scratch() }),
	};
};
