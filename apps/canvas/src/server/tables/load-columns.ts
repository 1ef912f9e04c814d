import type { ColumnOverride } from "@allye/orange-table";
import type { IncomingTable, LoadOptions } from "@allye/receiver";
import type { ColumnChoice } from "../../contract";

/** Roles and kinds that the user chose, by column. */
export type ColumnChoices = Readonly<Record<string, ColumnChoice>>;

const ROLES = { feature: "attribute", target: "class", meta: "meta", ignore: undefined } as const;

/** Which columns are loaded, and as what. */
export function loadColumns(
	{ schema }: Pick<IncomingTable, "schema">,
	chosen: readonly string[] | null,
	choices: ColumnChoices,
): Pick<LoadOptions, "columns" | "overrides"> {
	const names = schema.fields.map(({ name }) => name);
	const ignored = new Set(names.filter((name) => choices[name]?.role === "ignore"));
	const overrides: Record<string, ColumnOverride> = {};
	for (const name of names) {
		const { kind, role } = choices[name] ?? {};
		if (kind !== undefined || role !== undefined)
			overrides[name] = { kind, role: role === undefined ? undefined : ROLES[role] };
	}
	if (chosen === null && ignored.size === 0) return { overrides };
	return { columns: (chosen ?? names).filter((name) => !ignored.has(name)), overrides };
}
