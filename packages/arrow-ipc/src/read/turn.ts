/** Milliseconds that work may hold the event loop before it lets others run. */
const TURN = 8;

let started = performance.now();
let scheduled = false;
const waiting: (() => void)[] = [];

/**
 * Resolves in a later turn of the event loop if this one has lasted for {@link TURN}; call it between short pieces of
 * long work. All work of the module shares one clock, and one waiter resumes a turn, so that twenty columns decoded at
 * once do not hold the loop twenty times as long.
 */
export async function yieldTurn(): Promise<void> {
	if (performance.now() - started < TURN && waiting.length === 0) return;
	await new Promise<void>((resolve) => {
		waiting.push(resolve);
		schedule();
	});
}

function schedule(): void {
	if (scheduled) return;
	scheduled = true;
	later(() => {
		scheduled = false;
		started = performance.now();
		waiting.shift()?.();
		if (waiting.length > 0) schedule();
	});
}

/** A macrotask without the delay of setTimeout where there is one. */
const later: (run: () => void) => void =
	typeof setImmediate === "function" ? (run) => void setImmediate(run) : (run) => void setTimeout(run, 0);
