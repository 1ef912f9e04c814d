import type { InferredDomain } from "@allye/orange-table";

const KEPT = 50;

/** Domains that were inferred: of an event the answer stays the same, and asking again may be a scan of the whole table. */
export class KeptDomains {
	readonly #domains = new Map<string, InferredDomain>();

	/** The one kept under a key, else what `infer` finds. */
	async get(key: string, infer: () => Promise<InferredDomain>): Promise<InferredDomain> {
		const known = this.#domains.get(key);
		if (known !== undefined) return known;
		const inferred = await infer();
		this.#domains.set(key, inferred);
		for (const oldest of this.#domains.keys()) if (this.#domains.size > KEPT) this.#domains.delete(oldest);
		return inferred;
	}
}
