import type { Variable } from "./variable";

/** Which variables a Table has, in which roles, in which order. Names are unique across the three lists. Orange's Domain. */
export interface Domain {
	readonly attributes: readonly Variable[];
	readonly classVars: readonly Variable[];
	readonly metas: readonly Variable[];
}
