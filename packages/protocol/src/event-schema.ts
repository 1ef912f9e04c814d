import { z } from "zod";

/** A field of the manifest that may be any JSON; formatPythonJson refuses what is not. */
const json = z.unknown();
const count = z.int().nonnegative();

const payload = z.strictObject({
	transport: z.string().min(1),
	locator: z.string().min(1),
	data_size: count,
	shape: z.tuple([count, count]),
	schema_sha256: z.string(),
	created_at: z.string(),
	expires_at: z.string().nullable(),
});

/** What we write: stricter than what we read. Source: requirements section 2.2. */
export const eventSchema = z
	.strictObject({
		version: z.literal(1),
		id: z.string().min(1),
		table_name: z.string().min(1),
		producer: z.string(),
		status: z.enum(["writing", "ready", "error"]),
		created_at: z.string().min(1),
		ttl_sec: z.number().nonnegative().nullable(),
		payload: payload.nullable(),
		metadata: z.record(z.string(), json),
	})
	.refine((event) => (event.status === "ready") === (event.payload !== null), {
		path: ["payload"],
		error: "a ready event has a payload, the others have none",
	});

/** What is wrong with an event, for a message; null where it may be written. */
export function eventProblem(event: unknown): string | null {
	const result = eventSchema.safeParse(event);
	return result.success ? null : z.prettifyError(result.error);
}
