import { node, python } from "../target.mjs";

/** @param {import("../data.mjs").Data} data */
export default async (data) => {
	const secretDir = await data.manifest();
	return {
		id: "T7",
		what: "manifest of 1,000,000 lines: first listing",
		repeats: 1,
		ours: node("tables", "list", { secretDir }),
		peers: [python("list_tables", "list_tables", { secretDir }, 10)],
	};
};
