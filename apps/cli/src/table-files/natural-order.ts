import { asciiDigits } from "./python-float";

/** Sorts as people count: "a2" before "a10". Orange orders the values of a DiscreteVariable so (natural_sorted). */
export function naturalSorted(values: Iterable<string>): string[] {
	return [...values]
		.map((value) => ({ value, key: value.split(/(\p{Nd}+)/u) }))
		.sort((a, b) => compareKeys(a.key, b.key))
		.map(({ value }) => value);
}

/** Text stands at the even places of a key, digits at the odd ones. */
function compareKeys(a: readonly string[], b: readonly string[]): number {
	for (let i = 0; i < Math.min(a.length, b.length); i++) {
		const order = i % 2 === 0 ? compareText(a[i]!, b[i]!) : compareDigits(a[i]!, b[i]!);
		if (order !== 0) return order;
	}
	return a.length - b.length;
}

/** By code points: that is how UTF-8 bytes are ordered too. */
const compareText = (a: string, b: string): number =>
	a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));

/** By value, however many digits there are. */
function compareDigits(a: string, b: string): number {
	const [x, y] = [a, b].map((digits) => BigInt(asciiDigits(digits)));
	return x! < y! ? -1 : x! > y! ? 1 : 0;
}
