import type { VariableInfo } from "../../contract";
import { timeValue } from "../format/time-value";

export interface AxisTick {
	readonly at: number;
	readonly text: string;
}

/** Ticks between two values of a variable, about as many as `most`: round numbers, round times, or a category each. */
export function axisTicks(variable: VariableInfo, low: number, high: number, most: number): AxisTick[] {
	if (!(high > low) || most < 1) return [];
	if (variable.kind === "discrete") return valueTicks(variable.values ?? [], low, high, most);
	return variable.kind === "time" ? timeTicks(variable, low, high, most) : numberTicks(low, high, most);
}

export function numberTicks(low: number, high: number, most: number): AxisTick[] {
	const step = roundStep((high - low) / most);
	const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
	const isHuge = Math.max(Math.abs(low), Math.abs(high)) >= 1e7 || step < 1e-6;
	const text = (value: number) =>
		isHuge
			? value.toExponential(digitsFor(value, step))
			: grouped((value || 0).toFixed(Math.min(decimals, 20)));
	return multiples(low, high, step).map((at) => ({ at, text: text(at) }));
}

/** With separators: both languages put them alike. */
const grouped = (digits: string) =>
	digits.replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));

/** 1, 2 or 5 times a power of ten, not less than `least`. */
export function roundStep(least: number): number {
	const power = 10 ** Math.floor(Math.log10(least));
	const factor = [1, 2, 5].find((factor) => factor * power >= least * (1 - 1e-9)) ?? 10;
	return factor * power;
}

const digitsFor = (value: number, step: number) =>
	value === 0 ? 0 : Math.min(15, Math.max(0, Math.ceil(Math.log10(Math.abs(value)) - Math.log10(step))));

function multiples(low: number, high: number, step: number): number[] {
	const first = Math.ceil(low / step - 1e-9);
	const count = Math.floor(high / step + 1e-9) - first + 1;
	return Array.from({ length: Math.max(0, Math.min(count, 1000)) }, (_, i) => (first + i) * step);
}

const DAY = 86_400;
/** Seconds. */
const TIME_STEPS = [
	1,
	2,
	5,
	10,
	15,
	30,
	60,
	120,
	300,
	600,
	900,
	1800,
	3600,
	7200,
	10_800,
	21_600,
	43_200,
	DAY,
	2 * DAY,
	7 * DAY,
];
const MONTH_STEPS = [1, 2, 3, 6];

function timeTicks(variable: VariableInfo, low: number, high: number, most: number): AxisTick[] {
	const least = (high - low) / most;
	if (least < 1) return numberTicks(low, high, most).map(({ at }) => ({ at, text: timeValue(variable, at) }));
	const step = TIME_STEPS.find((step) => step >= least);
	if (step !== undefined) {
		const shown: VariableInfo = step >= DAY ? { ...variable, haveTime: false, haveDate: true } : variable;
		return multiples(low, high, step).map((at) => ({ at, text: shortTime(timeValue(shown, at), step) }));
	}
	const months = MONTH_STEPS.find((months) => months * 30 * DAY >= least);
	return months === undefined
		? yearTicks(low, high, Math.max(1, roundStep(least / (365.25 * DAY))))
		: monthTicks(low, high, months);
}

/** Without seconds where they are all 0. */
const shortTime = (text: string, step: number) =>
	step % 60 === 0 && step < DAY ? text.replace(/(\d\d:\d\d):00/, "$1") : text;

function monthTicks(low: number, high: number, months: number): AxisTick[] {
	const start = new Date(low * 1000);
	const ticks: AxisTick[] = [];
	for (let month = 0; ; month += 1) {
		const at = Date.UTC(start.getUTCFullYear(), month * months) / 1000;
		if (at > high || ticks.length > 1000) return ticks;
		if (at >= low) ticks.push({ at, text: new Date(at * 1000).toISOString().slice(0, 7) });
	}
}

function yearTicks(low: number, high: number, years: number): AxisTick[] {
	const yearOf = (seconds: number) => new Date(seconds * 1000).getUTCFullYear();
	return multiples(yearOf(low), yearOf(high), years)
		.map((year) => ({ at: new Date(0).setUTCFullYear(year, 0, 1) / 1000, text: String(year) }))
		.filter(({ at }) => at >= low && at <= high);
}

function valueTicks(values: readonly string[], low: number, high: number, most: number): AxisTick[] {
	const step = Math.max(1, Math.ceil((high - low) / most));
	return multiples(low, high, step).flatMap((at) => {
		const text = values[at];
		return text === undefined ? [] : [{ at, text }];
	});
}
