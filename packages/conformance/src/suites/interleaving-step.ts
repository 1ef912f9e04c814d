import fc from "fast-check";

/** One row of a table that either side sends. */
export type StepRow = { x: number | null; 名: string };

type Side = "python" | "here";

/** Something that happens to a secret directory. What cannot happen then (deleting what was never sent) is passed over. */
export type InterleavingStep =
	| {
			do: "send";
			by: Side;
			name: string;
			transport: "file" | "shm";
			rows: StepRow[];
			expired: boolean;
			unlink: boolean;
	  }
	/** A send that raises in Python (a complex column), or does not fit into shared memory. */
	| { do: "send and fail"; by: Side; name: string }
	| { do: "gc" }
	| { do: "delete payload" | "truncate payload"; name: string; at: number }
	/** A writer is killed while it appends. Inside of a character Python cannot read until somebody has repaired it, so we send next. */
	| { do: "tear"; name: string; at: number; insideCharacter: boolean }
	| { do: "new reader" }
	| { do: "restart" };

const name = fc.constantFrom("a", "表", "🍣");
const side = fc.constantFrom<Side[]>("python", "here");
const rows = fc.array(
	fc.record({
		x: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
		名: fc.constantFrom("東京", "大阪", "a", "b c", "é", "🍣"),
	}),
	{ minLength: 1, maxLength: 6 },
);

const send = fc.record({
	do: fc.constant("send" as const),
	by: side,
	name,
	transport: fc.constantFrom("file" as const, "shm" as const),
	rows,
	expired: fc.boolean(),
	unlink: fc.boolean(),
});

export const interleavingStep: fc.Arbitrary<InterleavingStep> = fc.oneof(
	{ weight: 6, arbitrary: send },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant("send and fail" as const), by: side, name }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant("gc" as const) }) },
	{
		weight: 3,
		arbitrary: fc.record({
			do: fc.constantFrom("delete payload" as const, "truncate payload" as const),
			name,
			at: fc.nat(5000),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constant("tear" as const),
			name,
			at: fc.nat(300),
			insideCharacter: fc.boolean(),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ do: fc.constant("new reader" as const) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant("restart" as const) }) },
);
