/** One area's texts in both languages; each key must be in both. */
export interface Area<Key extends string> {
	readonly en: Readonly<Record<Key, string>>;
	readonly ja: Readonly<Record<Key, string>>;
}

/**
 * In a text, `{name}` is replaced by that value, a number with separators. `{name:row|rows}` also says the word that goes with the
 * number: "1 row", "150 rows"; Japanese needs `{name}` only.
 */
export const area = <const Key extends string>(
	en: Readonly<Record<Key, string>>,
	ja: Readonly<Record<NoInfer<Key>, string>>,
): Area<Key> => ({ en, ja });
