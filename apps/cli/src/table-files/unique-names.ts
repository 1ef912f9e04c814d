/**
 * Numbers the names that occur more than once: "x", "x", "x (2)" become "x (3)", "x (4)", "x (2)". Empty names stay.
 * Orange's get_unique_names_duplicates.
 */
export function uniqueNames(names: readonly string[]): string[] {
	const counts = new Map<string, number>();
	for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
	const next = new Map<string, number>();
	for (const [name, count] of counts)
		if (name !== "" && count > 1) next.set(name, highestNumber(names, name) + 1);
	return names.map((name) => {
		const number = next.get(name);
		if (number === undefined) return name;
		next.set(name, number + 1);
		return `${name} (${number})`;
	});
}

/** The highest N of "name (N)" among the names; "name" itself counts as 0. */
function highestNumber(names: readonly string[], name: string): number {
	const numbers = names
		.filter((each) => each.startsWith(`${name} (`))
		.map((each) => /^\((\d+)\)$/.exec(each.slice(name.length + 1))?.[1])
		.filter((digits) => digits !== undefined)
		.map(Number);
	return Math.max(0, ...numbers);
}
