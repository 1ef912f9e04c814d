import { node, python } from "../target.mjs";

/** @param {import("../data.mjs").Data} data */
export default async (data) => {
	const table = await data.mid("zstd");
	const scratch = data.scratch();
	return {
		id: "T4",
		what: "Orange Table of Mid → ready, zstd",
		ours: node("send", "send", { table, scratch }),
		peers: [
			python(
				"table_to_frame + send_dataframe",
				"table_to_frame_send",
				{ ...table, scratch: data.scratch() },
				4,
			),
		],
		others: [node("ours with durable: true", "send", { table, scratch, durable: true })],
	};
};
