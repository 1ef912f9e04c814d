import { node } from "../target.mjs";

/** @param {import("../data.mjs").Data} data @param {import("../sizes.mjs").Sizes} sizes */
export default async (data, sizes) => {
	const table = await data.big();
	return [
		{
			id: "T12",
			what: "open() and estimate() of Big",
			repeats: 1,
			ours: node("estimate", "estimate", { table }),
			checks: [{ what: "min ms", atMost: 100 }],
		},
		{
			id: "T12",
			what: "200 windows of 100 × 20 anywhere in Big",
			repeats: 1,
			ours: node("windows", "windows", { table, count: 200, rows: 100, columns: 20 }),
			checks: [
				{ what: "cold median ms", atMost: 150 },
				{ what: "cold p95 ms", atMost: 150 },
				{ what: "cold worst ms", atMost: 150 },
				{ what: "warm worst ms", atMost: 10 },
				{ what: "peak MB", atMost: 400 },
			],
		},
		{
			id: "T12",
			what: "a full pass over Big",
			repeats: 1,
			ours: node("batches", "pass", { table, rows: sizes.bigRows }),
			checks: [
				{ what: "peak MB", atMost: 512 },
				{ what: "timer late by ms", atMost: 50 },
				{ what: "abort settles ms", atMost: 100 },
			],
		},
	];
};
