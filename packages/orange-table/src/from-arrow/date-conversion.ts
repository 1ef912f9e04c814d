import type { DataType } from "@allye/arrow-ipc";
import { columnReason } from "../column-reason";
import { numberColumn } from "../number-column";
import { type Converted, decodeOptions, NO_ATTRIBUTES, type Task } from "./conversion";
import { convertText } from "./object-text-conversion";
import { dayOf } from "./timestamp-conversion";

/** Days of 1677-09-22 and 2262-04-11, the first and last midnight that pandas' nanoseconds hold. */
const [FIRST_DAY, LAST_DAY] = [-106_751, 106_751];

/** Dates: Time without a time of day. Where one lies outside of pandas' range, or all are missing, Orange takes them as objects. */
export async function convertDate(task: Task): Promise<Converted> {
	const { column, facts, pacer } = task;
	const { name } = facts.field;
	const { unit } = facts.field.type as DataType & { kind: "date" };
	const values = await column.decode({ as: "float64", ...decodeOptions(task) });
	let present = 0;
	for (let i = 0; i < values.length; i++) {
		if (i % 65_536 === 0 && pacer.due()) await pacer.rest();
		const day = dayOf(values[i]!, unit);
		values[i] = day * 86_400;
		if (day < FIRST_DAY || day > LAST_DAY) return convertText(task);
		if (!Number.isNaN(day)) present++;
	}
	if (present === 0) return convertText(task);
	const variable = {
		kind: "time",
		name,
		haveDate: true,
		haveTime: false,
		timezone: "UTC",
		attributes: NO_ATTRIBUTES,
	} as const;
	return { column: numberColumn(variable, values), reason: columnReason("dates") };
}
