import { z } from "zod";

/** What send_dataframe posts, as measured with the Python package 0.1.2; what newer ones add is let be. */
export const loadRequestSchema = z.object({
	table_name: z.string().min(1),
	create_if_missing: z.boolean().default(true),
	create_new: z.boolean().default(false),
	refresh_manifest: z.boolean().default(true),
});

export type LoadRequest = z.infer<typeof loadRequestSchema>;

/** Its answer. */
export type LoadAnswer = { ok: true; created: boolean; loaded: boolean } | { ok: false; error: string };
