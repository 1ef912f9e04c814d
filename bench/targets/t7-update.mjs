import { node } from "../target.mjs";

/** @param {import("../data.mjs").Data} data */
export default async (data) => ({
	id: "T7",
	what: "the same after one more line",
	repeats: 20,
	ours: node("tables", "list-again", { secretDir: await data.manifest() }),
	checks: [{ what: "median ms", atMost: 5 }],
});
