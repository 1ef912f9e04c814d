import { node } from "../target.mjs";

/** @param {import("../data.mjs").Data} data @param {import("../sizes.mjs").Sizes} sizes */
export default async (data, sizes) => {
	const long = sizes.rounds > 1;
	return {
		id: "T8",
		what: "append by another process → seen by watch()",
		repeats: 1,
		ours: node("watch", "watch", {
			scratch: data.scratch(),
			appends: long ? 300 : 20,
			idleMs: long ? 5000 : 200,
		}),
		checks: [
			{ what: "p99 ms", atMost: 50 },
			{ what: "idle CPU %", atMost: 0.5 },
		],
	};
};
