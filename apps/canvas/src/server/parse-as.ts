import type { z } from "zod";
import { refuse } from "./refuse";

/** A value from outside, if it is what the schema says. @throws INVALID_ARGUMENT that names the place and what is wrong there */
export function parseAs<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
	const result = schema.safeParse(value);
	if (result.success) return result.data;
	const [issue] = result.error.issues;
	const place = issue?.path.length ? ` at ${issue.path.join(".")}` : "";
	throw refuse(`${what} is not understood${place}: ${issue?.message ?? "unknown reason"}.`);
}
