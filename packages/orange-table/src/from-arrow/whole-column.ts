import type { ArrowColumn, DataType } from "@allye/arrow-ipc";
import type { Task } from "./conversion";
import { eachUtf8 } from "./text-chunks";
import { textTimeReader } from "./text-time";

/** Rows looked at, at a time: mostly the first ones already tell. */
const PIECE_ROWS = 1 << 16;

const firstTimes = new WeakMap<ArrowColumn, Promise<Uint8Array | null>>();
const wholeDays = new WeakMap<ArrowColumn, Promise<boolean>>();

/**
 * The first text of the whole column that is a time, null where none is. How it is written decides how all are read: were it taken from the
 * rows at hand, 01/03/2020 would be in March in one window and in January in the next.
 */
export function firstTimeOf(task: Task): Promise<Uint8Array | null> {
	return once(firstTimes, task.whole.column, async () => {
		for (const rows of pieces(task)) {
			const chunks = await task.whole.column.decode({ as: "utf8", rows, signal: task.pacer.signal });
			let found: Uint8Array | null = null;
			await eachUtf8(chunks, task.pacer, (bytes, start, end) => {
				if (end > start && textTimeReader(bytes, start, end, task.now)) found = bytes.slice(start, end);
				return found === null;
			});
			if (found !== null) return found;
		}
		return null;
	});
}

/** Whether every duration of the whole column is a number of days, and none missing: then pandas leaves out the time of day. */
export function isWholeDays(task: Task): Promise<boolean> {
	return once(wholeDays, task.whole.column, async () => {
		for (const rows of pieces(task))
			if (!(await areWholeDays({ ...task, ...task.whole, rows }))) return false;
		return true;
	});
}

/** The same of the task's own rows. */
export async function areWholeDays({ column, facts, rows, pacer }: Task): Promise<boolean> {
	const type = facts.field.type as DataType & { kind: "duration" };
	const perDay = 86_400 * { s: 1, ms: 1e3, us: 1e6, ns: 1e9 }[type.unit];
	const options = { rows, signal: pacer.signal };
	const values = await column.decode({ as: "float64", ...options });
	if (!values.every((value) => value % perDay === 0)) return false;
	if (type.unit !== "ns") return true;
	// A day of nanoseconds is divisible by 2^16: the rounding of such numbers keeps whole days, but might make others whole.
	const arrays = await column.decode({ as: "arrow", ...options });
	return arrays.every(({ buffers: [buffer], length }) => {
		const exact = new BigInt64Array(buffer!.buffer as ArrayBuffer, buffer!.byteOffset, length);
		return exact.every((value) => value % 86_400_000_000_000n === 0n);
	});
}

function* pieces({ whole }: Task) {
	for (let start = 0; start < whole.rowCount; start += PIECE_ROWS)
		yield { start, end: Math.min(whole.rowCount, start + PIECE_ROWS) };
}

/** Asks each column once; one who gave up leaves no answer. */
function once<T>(
	known: WeakMap<ArrowColumn, Promise<T>>,
	column: ArrowColumn,
	ask: () => Promise<T>,
): Promise<T> {
	const answer = known.get(column);
	// Another's abort is not ours: ask again then.
	if (answer !== undefined) return answer.catch(ask);
	const asked = ask();
	known.set(column, asked);
	asked.catch(() => known.delete(column));
	return asked;
}
