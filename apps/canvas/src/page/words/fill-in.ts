export type Values = Readonly<Record<string, string | number>>;

const BLANK = /\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g;

/** See {@link area} for how blanks are written. A value that is not given stays as its blank. */
export const fillIn = (template: string, values: Values, number: (value: number) => string): string =>
	template.replace(BLANK, (blank: string, name: string, one?: string, many?: string) => {
		const value = values[name];
		if (value === undefined) return blank;
		const shown = typeof value === "number" ? number(value) : value;
		return many === undefined ? shown : `${shown} ${value === 1 ? one : many}`;
	});
