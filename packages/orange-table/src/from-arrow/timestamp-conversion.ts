import type { ArrayData, DataType } from "@allye/arrow-ipc";
import { type ColumnReason, columnReason } from "../column-reason";
import { numberColumn } from "../number-column";
import type { TimeVariable } from "../variable";
import { type Converted, decodeOptions, NO_ATTRIBUTES, type Task } from "./conversion";
import { Pacer } from "./pacer";
import { type TimeParts, timeParts, todayOf } from "./time-parts";
import { UTC, type Zone, zoneOf } from "./zone";

const PER_SECOND = { s: 1, ms: 1e3, us: 1e6, ns: 1e9 } as const;
type TimestampType = DataType & { kind: "timestamp" };

/** A timestamp: Time, in seconds since 1970 UTC; of today's moments, in seconds since midnight. */
export async function convertTimestamp(task: Task): Promise<Converted> {
	const { column, facts, pacer, now } = task;
	const { name } = facts.field;
	const type = facts.field.type as TimestampType;
	const zone = zoneOf(type.timezone);
	const values = await column.decode({ as: "float64", ...decodeOptions(task) });
	const today = todayOf(now);
	const parts = await timestampParts(task, values, zone ?? UTC, today);
	if (parts.haveDate) await toSeconds(values, type, pacer);
	else await toSecondsOfDay(values, task, today);
	const timezone = zone?.name ?? type.timezone ?? "UTC";
	const variable: TimeVariable = { kind: "time", name, ...parts, timezone, attributes: NO_ATTRIBUTES };
	const converted = { column: numberColumn(variable, values), reason: timestampReason(type, parts) };
	if (zone !== null) return converted;
	return {
		...converted,
		warning: `The time zone ${JSON.stringify(timezone)} is unknown here: its times are taken as UTC.`,
	};
}

function timestampReason({ timezone }: TimestampType, { haveDate, haveTime }: TimeParts): ColumnReason {
	const which = !haveTime ? "-at-midnight" : haveDate ? "" : "-of-today";
	return timezone === null
		? columnReason(`timestamps${which}`)
		: columnReason(`zoned-timestamps${which}`, { timezone });
}

/** Turns a timestamp's own units into seconds, as pandas does it: rounded as nanoseconds, then divided. */
export async function toSeconds(values: Float64Array, { unit }: TimestampType, pacer: Pacer): Promise<void> {
	const nanosPer = 1e9 / PER_SECOND[unit];
	for (let from = 0; from < values.length; from += 1 << 17) {
		for (let i = from, to = Math.min(values.length, from + (1 << 17)); i < to; i++) {
			values[i] = (values[i]! * nanosPer) / 1e9;
		}
		if (pacer.due()) await pacer.rest();
	}
}

async function timestampParts(
	task: Task,
	values: Float64Array,
	zone: Zone,
	today: number,
): Promise<TimeParts> {
	const { unit } = task.facts.field.type as TimestampType;
	const perSecond = PER_SECOND[unit];
	const whole = (row: number) => Math.floor(values[row]! / perSecond);
	const hasFraction = (row: number) => whole(row) * perSecond !== values[row]!;
	const parts = await timeParts(values.length, whole, hasFraction, zone, today, task.pacer);
	if (unit !== "ns" || parts.haveTime) return parts;
	// Doubles hold nanoseconds of today to 256 only, and those of a midnight exactly: compare the lower halves.
	const exact = await isExact(task, values);
	return exact ? parts : timeParts(values.length, whole, () => true, zone, today, task.pacer);
}

/** Whether the doubles are exactly the integers of the column. */
async function isExact(task: Task, values: Float64Array): Promise<boolean> {
	let row = 0;
	for (const array of await task.column.decode({ as: "arrow", ...decodeOptions(task) })) {
		const halves = lowHalves(array);
		for (let i = 0; i < array.length; i++, row++) {
			if (row % Pacer.ROWS === 0 && task.pacer.due()) await task.pacer.rest();
			const value = values[row]!;
			if (Number.isNaN(value)) continue;
			if (halves[2 * i] !== value - Math.floor(value / 2 ** 32) * 2 ** 32) return false;
		}
	}
	return true;
}

const lowHalves = ({ buffers: [buffer], length }: ArrayData) =>
	new Uint32Array(buffer!.buffer as ArrayBuffer, buffer!.byteOffset, length * 2);

/** Seconds since the machine's local midnight, exact also for nanoseconds. */
async function toSecondsOfDay(values: Float64Array, task: Task, today: number): Promise<void> {
	const type = task.facts.field.type as TimestampType;
	const nanosPer = 1e9 / PER_SECOND[type.unit];
	if (type.unit !== "ns") {
		const midnight = today * PER_SECOND[type.unit];
		for (let i = 0; i < values.length; i++) values[i] = ((values[i]! - midnight) * nanosPer) / 1e9;
		return;
	}
	const midnight = BigInt(today) * 1_000_000_000n;
	let row = 0;
	for (const {
		buffers: [buffer],
		length,
	} of await task.column.decode({ as: "arrow", ...decodeOptions(task) })) {
		const nanos = new BigInt64Array(buffer!.buffer as ArrayBuffer, buffer!.byteOffset, length);
		for (let i = 0; i < length; i++, row++) {
			if (row % Pacer.ROWS === 0 && task.pacer.due()) await task.pacer.rest();
			if (!Number.isNaN(values[row])) values[row] = Number(nanos[i]! - midnight) / 1e9;
		}
	}
}

/** The moments of a timestamp or date column in seconds since 1970 UTC, whatever they would be inferred to be. */
export async function secondsOf(task: Task): Promise<Float64Array> {
	const { type } = task.facts.field;
	const values = await task.column.decode({ as: "float64", ...decodeOptions(task) });
	if (type.kind === "timestamp") await toSeconds(values, type, task.pacer);
	else if (type.kind === "date")
		for (let i = 0; i < values.length; i++) values[i] = dayOf(values[i]!, type.unit) * 86_400;
	return values;
}

/** Whole days since 1970 of a date in its own unit; pyarrow rounds milliseconds towards 1970. */
export const dayOf = (value: number, unit: "day" | "ms"): number =>
	unit === "day" ? value : Math.trunc(value / 86_400_000) + 0;
