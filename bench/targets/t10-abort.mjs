import { node } from "../target.mjs";

/** @param {import("../data.mjs").Data} data */
export default async (data) => ({
	id: "T10",
	what: "abort of a running load, of a running send",
	ours: node("abort", "abort", {
		table: await data.mid("zstd"),
		scratch: data.scratch(),
		afterMs: [20, 50, 80, 120, 160],
	}),
	checks: [
		{ what: "load ms", atMost: 100 },
		{ what: "send ms", atMost: 100 },
		{ what: "payloads left", atMost: 0 },
	],
});
